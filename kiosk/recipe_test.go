package kiosk_test

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"frontdoor/internal/complete"
)

// An edit is what the recipe for a screen asks for in one place of a file: text behind a line
// that is there, or a new file.
type edit struct{ file, behind, text string }

// throwaway is a screen that is not in the house: what docs/architecture.md says of adding a
// screen, done, with the button that leads there. The price is these files; words, pictures and
// tests come besides.
var throwaway = []edit{
	{"journey/told.go", `Remembered Screen = "remembered" // what the kiosk counts of this visit`, "\n\tThrowaway Screen = \"throwaway\""},
	{"journey/told.go", "{id: Remembered, aside: true, counted: true, who: anyone},", "\n\t{id: Throwaway, aside: true, counted: true, who: anyone},"},
	{"journey/told.go", `ShowMissing Kind = "show-missing" // from the languages: mine is not there`, "\n\tShowThrowaway Kind = \"show-throwaway\""},
	{"journey/told.go", "{kind: ShowMissing, on: on(Languages), does: to(Missing)},", "\n\t{kind: ShowThrowaway, does: asideTo(Throwaway)},"},
	{"glass/visit.go", "of[Finished]()", ", of[Throwaway]()"},
	{"glass/visit.go", "func (Finished) ID() journey.Screen { return journey.Finished }", `

// Throwaway is the time at which the kiosk was asked.
type Throwaway struct{ Year int }

// ID implements Screen.
func (Throwaway) ID() journey.Screen { return journey.Throwaway }
`},
	{"screens_visit.go", "plain(picture.finished),", "\n\t\tplain(picture.throwaway),"},
	{"screens_visit.go", "func (picture) comfort() glass.Comfort { return glass.Comfort{} }", `

func (p picture) throwaway() glass.Throwaway { return glass.Throwaway{Year: p.now.Year()} }
`},
	{"ui/comfort.go", "c.memory.Button, c.staff.Button", ", kit.NewButton(look, kit.PlainFace, journey.Action{Kind: journey.ShowThrowaway}, kit.NewIcon(look, icons.Info, 36, kit.Ink))"},
	{"ui/screens.go", "of[glass.Finished](newFinished),", "\n\t\tof[glass.Throwaway](newThrowaway),"},
	{"ui/throwaway.go", "", `package ui

import (
	"strconv"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

type throwaway struct {
	sheet
	title *kit.Text
}

func newThrowaway(in stock) *throwaway {
	t := &throwaway{title: title(in.look)}
	t.whole = kit.InsetFill(in.look, 48, 32, kit.Top(t.title))
	return t
}

func (t *throwaway) show(_ glass.Frame, s glass.Throwaway, _ locales.Printer) { t.title.Set(strconv.Itoa(s.Year)) }
`},
}

// story is the page of it in the storybook.
var story = edit{"ui/storybook/storybook.go", `page("finished", glass.Finished{}),`, "\n\t\tpage(\"throwaway\", glass.Throwaway{Year: 2026}),"}

// dearest is how many files a new screen may cost besides words, pictures and its test.
const dearest = 6

// The recipe is followed on a copy of the files that it names, and the tests that hold every
// screen to its promises are run on the house with it: the pipe, a person one touch away, what is
// counted, a builder, a view and a button for each, and a heap that does not grow. Without any one of its
// edits they fail or nothing compiles.
func TestANewScreenCostsSixFiles(t *testing.T) {
	complete.NotQuick(t, "builds the house anew")
	files := slices.Sorted(maps.Keys(changed(t, throwaway)))
	t.Logf("a new screen costs %d files: %s", len(files), strings.Join(files, ", "))
	if len(files) > dearest {
		t.Errorf("it may cost %d", dearest)
	}
	run(t, append(throwaway, story), true)
}

// The recipe is whole: without its view the house says so, and where it belongs.
func TestAScreenWithoutAViewIsSaid(t *testing.T) {
	complete.NotQuick(t, "builds the house anew")
	said := run(t, append(append([]edit{}, throwaway[:9]...), story), false)
	if want := `the screen "throwaway" has no view: write one in a file of kiosk/ui, and a row in kiosk/ui/screens.go`; !strings.Contains(said, want) {
		t.Errorf("the house says %s", said)
	}
}

// changed returns each file that the edits name, as they leave it.
func changed(t *testing.T, edits []edit) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, e := range edits {
		if e.behind == "" {
			files[e.file] = e.text
			continue
		}
		if files[e.file] == "" {
			b, err := os.ReadFile(e.file)
			if err != nil {
				t.Fatal(err)
			}
			files[e.file] = string(b)
		}
		if strings.Count(files[e.file], e.behind) != 1 {
			t.Fatalf("%s has no longer one %q, which the recipe adds to", e.file, e.behind)
		}
		files[e.file] = strings.Replace(files[e.file], e.behind, e.behind+e.text, 1)
	}
	return files
}

// run runs the tests of every screen on the house with the edits. It returns what they say, and
// fails the test where they do not end as they should.
func run(t *testing.T, edits []edit, well bool) string {
	t.Helper()
	dir, replace := t.TempDir(), map[string]string{}
	for name, text := range changed(t, edits) {
		at, err := filepath.Abs(name)
		if err != nil {
			t.Fatal(err)
		}
		replace[at] = filepath.Join(dir, strings.ReplaceAll(name, "/", "_"))
		if err := os.WriteFile(replace[at], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	overlay := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(overlay, list, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "go", "test", "-vet=off", "-tags", "gles,no_emoji", "-overlay", overlay, "-run",
		"Every(Screen|Kind|Way|Page)|AreOneTouchAway|IsCounted|HasOneView|Heap", "./journey", "./tally", "./glass", ".", "./ui")
	out, err := cmd.CombinedOutput()
	if (err == nil) != well {
		t.Errorf("%v\n%s", err, out)
	}
	return string(out)
}
