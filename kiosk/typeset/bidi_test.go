package typeset

import (
	"bufio"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"frontdoor/internal/complete"
)

// unicodeFile opens a file of Unicode's character database, from Debian's unicode-data.
func unicodeFile(t *testing.T, name string) *os.File {
	t.Helper()
	f, err := os.Open("/usr/share/unicode/" + name)
	if err != nil {
		complete.Lacking(t, "Debian's unicode-data is not installed: %v", err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func TestLevelsPassUnicodesCharacterTest(t *testing.T) {
	sc := bufio.NewScanner(unicodeFile(t, "BidiCharacterTest.txt"))
	sc.Buffer(nil, 1<<20)
	cases, wrong := 0, 0
	for sc.Scan() {
		line := sc.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, ";")
		base := int8(-1)
		if fields[1] != "2" {
			base = int8(fields[1][0] - '0')
		}
		cases++
		levels := Levels(hexRunes(t, fields[0]), base)
		if want := strings.Fields(fields[3]); !levelsAre(levels, want) || !orderIs(levels, want, strings.Fields(fields[4])) {
			if wrong++; wrong < 6 {
				t.Errorf("%s: got %v", line, levels)
			}
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d cases of BidiCharacterTest.txt pass", cases-wrong, cases)
	if cases < 91707 {
		t.Errorf("only %d cases were there, want 91,707", cases)
	}
}

func hexRunes(t *testing.T, s string) []rune {
	t.Helper()
	var rs []rune
	for h := range strings.FieldsSeq(s) {
		v, err := strconv.ParseInt(h, 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		rs = append(rs, rune(v))
	}
	return rs
}

func levelsAre(got []int8, want []string) bool {
	for i, w := range want {
		if w != "x" && w != strconv.Itoa(int(got[i])) {
			return false
		}
	}
	return len(got) == len(want)
}

// orderIs reports whether characters are seen in an order, those that are removed ("x") left out.
func orderIs(levels []int8, want, order []string) bool {
	var kept []int8
	var at []string
	for i, w := range want {
		if w != "x" {
			kept, at = append(kept, levels[i]), append(at, strconv.Itoa(i))
		}
	}
	for i, k := range visualOrder(kept) {
		if at[k] != order[i] {
			return false
		}
	}
	return len(at) == len(order)
}

// classSample is a character of each class, as BidiTest.txt names classes only.
var classSample = map[string]rune{
	"L": 'a', "R": 'א', "AL": 'ع', "EN": '1', "AN": '٣', "ES": '+', "ET": '$', "CS": ',', "NSM": 0x0300,
	"B": 0x2029, "S": '\t', "WS": ' ', "ON": '!', "BN": 0x00AD, "LRE": 0x202A, "RLE": 0x202B, "PDF": 0x202C,
	"LRO": 0x202D, "RLO": 0x202E, "LRI": 0x2066, "RLI": 0x2067, "FSI": 0x2068, "PDI": 0x2069,
}

func TestLevelsPassUnicodesClassTest(t *testing.T) {
	complete.NotQuick(t, "goes through all of Unicode's class test")
	sc := bufio.NewScanner(unicodeFile(t, "BidiTest.txt"))
	var want []string
	cases, wrong := 0, 0
	for sc.Scan() {
		line := sc.Text()
		if levels, ok := strings.CutPrefix(line, "@Levels:"); ok {
			want = strings.Fields(levels)
			continue
		}
		if line == "" || line[0] == '#' || line[0] == '@' {
			continue
		}
		classes, bits, _ := strings.Cut(line, ";")
		var rs []rune
		for c := range strings.FieldsSeq(classes) {
			r, known := classSample[c]
			if !known {
				t.Fatalf("no sample of class %s", c)
			}
			rs = append(rs, r)
		}
		set, err := strconv.Atoi(strings.TrimSpace(bits))
		if err != nil {
			t.Fatal(err)
		}
		for bit, base := range []int8{-1, 0, 1} {
			if set&(1<<bit) == 0 {
				continue
			}
			cases++
			if !levelsAre(Levels(rs, base), want) {
				if wrong++; wrong < 6 {
					t.Errorf("%s base %d: got %v, want %v", line, base, Levels(rs, base), want)
				}
			}
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d cases of BidiTest.txt pass", cases-wrong, cases)
	if cases < 770241 {
		t.Errorf("only %d cases were there, want 770,241", cases)
	}
}

func TestPhoneNumberKeepsItsOrderInArabic(t *testing.T) {
	text := []rune("اتصل " + Isolate("020 7946 0111") + " الآن")
	levels := Levels(text, 1)
	i := slices.Index(text, '0')
	for k := range 13 {
		if levels[i+k]&1 != 0 {
			t.Fatalf("the number runs from right to left at its %d. character: %v", k+1, levels)
		}
	}
}
