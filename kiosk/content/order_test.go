package content

import (
	"path/filepath"
	"slices"
	"testing"

	"frontdoor/kiosk/directory"
)

func TestCaseOrderIsNoChange(t *testing.T) {
	was, _ := surgery()
	was.Needs, was.Languages, was.Documents = []string{"health/gp", "health/eyes-hearing"}, []string{"pl", "bn"}, []string{"id", "referral"}
	was.URL, was.Eligibility = "example.org/", &directory.Eligibility{Who: []string{"women", "deaf"}}
	was.Hours = &directory.Hours{Except: []directory.Date{on(2027, 1, 2), on(2026, 12, 24)}}
	was.Hours.Week[1] = []directory.Span{{Open: 780, Close: 900}, {Open: 600, Close: 720}}
	is := was
	is.Needs, is.Languages, is.Documents = []string{"health/eyes-hearing", "health/gp"}, []string{"bn", "pl"}, []string{"referral", "id"}
	is.URL, is.Eligibility = "example.org", &directory.Eligibility{Who: []string{"deaf", "women"}}
	hours := *was.Hours
	hours.Except = []directory.Date{on(2026, 12, 24), on(2027, 1, 2)}
	hours.Week[1] = []directory.Span{{Open: 600, Close: 720}, {Open: 780, Close: 900}}
	is.Hours = &hours
	if got, err := Differ([]directory.Service{was}, []directory.Service{is}); err != nil || len(got) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
	// Which number comes first is what is said.
	was.Phones = []directory.Phone{{Number: "020 7946 0111"}, {Number: "020 7946 0199"}}
	is.Phones = []directory.Phone{{Number: "020 7946 0199"}, {Number: "020 7946 0111"}}
	if got, err := Differ([]directory.Service{was}, []directory.Service{is}); err != nil || len(got) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	is.Phones, is.Documents = was.Phones, nil // nothing is known, which is not "bring nothing"
	was.Documents = []string{}
	if got, err := Differ([]directory.Service{was}, []directory.Service{is}); err != nil || len(got) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

// A pack that was exported has the national services, and builds again beside them.
func TestCaseAnExportedPackBuildsAgain(t *testing.T) {
	known := func(string) bool { return true }
	all, err := National(known)
	if err != nil || len(all.Services) == 0 {
		t.Fatal(err)
	}
	folder := t.TempDir()
	own, _ := surgery()
	copies := append(slices.Clone(all.Services), own)
	if err := WriteServices(filepath.Join(folder, "pack.toml"), "x", copies, nil); err != nil {
		t.Fatal(err)
	}
	out, _, err := Gather([]string{folder}, known)
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Services) != len(copies) || len(out.Warnings) == 0 {
		t.Errorf("%d services of %d, %v", len(out.Services), len(copies), out.Warnings)
	}
	// Nobody else takes over the id of a national service.
	theirs := own
	theirs.ID = all.Services[0].ID
	if err := WriteServices(filepath.Join(folder, "pack.toml"), "x", []directory.Service{theirs}, nil); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Gather([]string{folder}, known); err == nil {
		t.Error("another list has taken over the id of a national service")
	}
}
