package intake

import (
	"bytes"
	"strings"
	"testing"
)

func TestAReportTellsWhatBecameOfEachRecord(t *testing.T) {
	var r Report
	if r.Summary() != "nothing left out or repaired" {
		t.Error(r.Summary())
	}
	r.LeftOut("A1", 3, "it has closed for ever")
	r.LeftOut("A2", 4, "it has closed for ever")
	r.Unknown("B", 5, "phone", "=cmd()|x", "this is not a telephone number")
	r.Repaired("C", 6, "name", "ST\nJOHN", "St John", "it stood in capitals")
	if got := r.Summary(); got != "2 left out, 1 unknown, 1 repaired" {
		t.Error(got)
	}
	if why := r.Reasons(); why[0] != (Reason{"it has closed for ever", 2}) || len(why) != 3 {
		t.Error(why)
	}
	var b bytes.Buffer
	if err := r.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	want := "outcome,record,line,field,was,now,why\nleft out,A1,3,,,,it has closed for ever\nleft out,A2,4,,,,it has closed for ever\n" +
		"unknown,B,5,phone,'=cmd()|x,,this is not a telephone number\nrepaired,C,6,name,ST JOHN,St John,it stood in capitals\n"
	if b.String() != want {
		t.Errorf("%q", b.String())
	}
}

func TestAHostileListDoesNotFillTheDiskWithItsReport(t *testing.T) {
	var r Report
	long := strings.Repeat("x", 1<<20)
	for i := range most + 5 {
		if i > 3 {
			long = "y"
		}
		r.LeftOut(long, i, "it is hostile")
	}
	var b bytes.Buffer
	if err := r.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	if b.Len() > 64*most || !strings.Contains(b.String(), "5 more are not listed") || r.Count(LeftOut) != most+5 {
		t.Errorf("%d bytes, %d counted", b.Len(), r.Count(LeftOut))
	}
}

func TestANumberIsSaidInItsGroups(t *testing.T) {
	for text, want := range map[string]string{
		"02079460111": "020 7946 0111", "+44 (0)20 7946 0111": "020 7946 0111", "2079460111": "020 7946 0111", "0800 157 0192": "0800 157 0192",
		"01632960123": "01632 960123", "020 79460111 ext 4": "", "0207946011": "", "ring us": "", "0000000000": "", "": "",
	} {
		if got, ok := Phone(text); got != want || ok != (want != "") {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}

func FuzzANameOrANumber(f *testing.F) {
	f.Add("DR O'BRIEN'S MED.CTR. (ST JOHN)")
	f.Add("+44 (0)20 7946 0111")
	f.Add("H/C & 'S . //")
	f.Fuzz(func(t *testing.T, text string) {
		if name := SensibleName(text); strings.TrimSpace(name) != name || len(name) > 8*len(text)+64 {
			t.Errorf("%q becomes %q", text, name)
		}
		if number, ok := Phone(text); ok && (len(number) < 11 || strings.Trim(number, "0123456789 ") != "") {
			t.Errorf("%q becomes the number %q", text, number)
		}
	})
}
