package build

import (
	"os"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"
)

func TestTheReleaseIsTheOneThatThePackageOfTheWindowSays(t *testing.T) {
	b, err := os.ReadFile("../../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(b), `Version = "`+Number+`"`) {
		t.Errorf("FyneApp.toml does not say %s", Number)
	}
}

func TestAVersionFitsOnTheWireWhateverTheRevisionIs(t *testing.T) {
	fits := regexp.MustCompile(`^[0-9]+\.[0-9]+\.[0-9]+(\+[0-9A-Za-z.-]+)?$`)
	cases := map[string]string{
		"":              "0.1.0",
		"573fe73":       "0.1.0+573fe73",
		"573fe73-dirty": "0.1.0+573fe73-dirty",
		"v1/ä\n\"x":     "0.1.0+v1----x",
	}
	for rev, want := range cases {
		if got := version(rev); got != want || !fits.MatchString(got) {
			t.Errorf("%q: %q, want %q", rev, got, want)
		}
	}
	if got := version(strings.Repeat("a", 100)); len(got) != MaxVersion {
		t.Errorf("%d bytes, want %d", len(got), MaxVersion)
	}
	if got := Version(); len(got) > MaxVersion || !fits.MatchString(got) {
		t.Errorf("this build is %q", got)
	}
}

func TestARevisionComesFromTheCheckoutWhereTheMakefileSaysNone(t *testing.T) {
	got := stamped([]debug.BuildSetting{{Key: "vcs.revision", Value: "573fe7335e2c0f4ad4b0"}, {Key: "vcs.modified", Value: "true"}})
	if got != "573fe7335e2c-dirty" {
		t.Errorf("got %q", got)
	}
	if got := stamped([]debug.BuildSetting{{Key: "vcs.modified", Value: "true"}}); got != "" {
		t.Errorf("a build outside git has the revision %q", got)
	}
}

func TestALineTellsReleaseRevisionAndCompiler(t *testing.T) {
	if got := Line(); !regexp.MustCompile(`^frontdoor 0\.1\.0 \S+ go\d\S*`).MatchString(got) {
		t.Errorf("got %q", got)
	}
}
