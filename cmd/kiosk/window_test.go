package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"frontdoor/internal/cli"
	"frontdoor/internal/complete"
	"frontdoor/internal/rig/walkthrough"
)

// programs builds the kiosk and the editors' bench once, as they are shipped.
var programs = sync.OnceValues(func() (string, error) {
	built.Store(true)
	folder, err := os.MkdirTemp("", "frontdoor-programs-")
	if err != nil {
		return "", err
	}
	for _, name := range []string{"kiosk", "content"} {
		cmd := exec.Command("go", "build", "-tags", "gles,no_emoji", "-o", filepath.Join(folder, name), "frontdoor/cmd/"+name)
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("build %s: %w\n%s", name, err, out)
		}
	}
	return folder, nil
})

// built notes that programs were built, so that they are removed.
var built atomic.Bool //nolint:gochecknoglobals // of this test binary

// TestMain lets this binary be the kiosk of the scripts, and the process that looks at a
// kiosk's file of counts, or its pack.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && (os.Args[1] == probeCommand || os.Args[1] == probePack) {
		main()
	}
	testscript.Main(withPrograms{m}, map[string]func(){"kiosk": main})
}

type withPrograms struct{ *testing.M }

func (m withPrograms) Run() int {
	code := m.M.Run()
	if built.Load() {
		if folder, err := programs(); err == nil {
			if err := os.RemoveAll(folder); err != nil {
				fmt.Fprintln(os.Stderr, err)
			}
		}
	}
	return code
}

func program(t *testing.T, name string) string {
	t.Helper()
	complete.NotQuick(t, "builds the programs and starts them")
	folder, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(folder, name)
}

// stage is a kiosk on a display of its own, as a resident meets it.
type stage struct {
	walkthrough.Walker
	kiosk *walkthrough.Program
	data  string
}

func set(t *testing.T, ctx context.Context, args ...string) *stage {
	t.Helper()
	complete.NotQuick(t, "starts a display")
	display, err := walkthrough.Start(ctx, image.Pt(1280, 800))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closing(t, display.Close) })
	// A socket's path may not be long.
	folder, err := os.MkdirTemp("", "fd-") //nolint:usetesting // t.TempDir holds the test's name
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closing(t, func() error { return os.RemoveAll(folder) }) })
	witness, err := walkthrough.Listen(ctx, filepath.Join(folder, "w"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closing(t, witness.Close) })
	data := filepath.Join(folder, "data")
	cmd := exec.CommandContext(ctx, program(t, "kiosk"), append([]string{
		"--data", data, "--windowed", "--size", "1280x800", "--witness", witness.Path(),
	}, args...)...)
	cmd.Env = display.Env()
	kiosk, err := walkthrough.Launch(cmd)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closing(t, kiosk.Stop) })
	return &stage{walkthrough.Walker{Display: display, Witness: witness}, kiosk, data}
}

func closing(t *testing.T, end func() error) {
	t.Helper()
	if err := end(); err != nil {
		t.Error(err)
	}
}

// bounded returns every test of a real window the same patience.
func bounded(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// london builds the London pack from the public data beside the repository.
func london(t *testing.T) string {
	t.Helper()
	data := filepath.Join("..", "..", "..", "shared", "data")
	if _, err := os.Stat(filepath.Join(data, "ods")); err != nil {
		complete.Lacking(t, "the public data is not beside the repository: %v", err)
	}
	folder := t.TempDir()
	source, pack := filepath.Join(folder, "source"), filepath.Join(folder, "london.pack")
	places := filepath.Join(data, "postcodes")
	for _, args := range [][]string{
		{"import", "ods", "--from", filepath.Join(data, "ods"), "--area", "Y56", "--postcodes", places, "-o", source},
		{"import", "postcodes", "--from", places, "-o", source},
		{"build", source, "-o", pack},
	} {
		contentSays(t, args...)
	}
	return pack
}

// contentSays runs the editors' bench.
func contentSays(t *testing.T, args ...string) string {
	t.Helper()
	var stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), program(t, "content"), args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("content %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out)
}

func TestResidentsReachRealPracticesByRealTouches(t *testing.T) {
	pack := london(t)
	ctx := bounded(t)
	s := set(t, ctx, "--content", pack)
	for _, lang := range []string{"bn", "ar", "en"} {
		met, err := s.Visit(ctx, walkthrough.Visit{Lang: lang, Top: "health", Leaf: "health/gp", Postcode: "E16AN"})
		if err != nil {
			t.Fatal(err)
		}
		rows := strings.Split(strings.TrimSpace(contentSays(t, "show", "health/gp", "--near", "E1 6AN", "--content", pack, "--lang", lang)), "\n")
		at := 0
		for i := range 3 {
			name := strings.Split(rows[i], "\t")[1]
			found := -1
			for j, text := range met.Results.Texts[at:] {
				if text == name {
					found = at + j
				}
			}
			if found < 0 {
				t.Errorf("%s: %q is number %d in the shell, and not there on the glass after %d texts", lang, name, i+1, at)
				continue
			}
			at = found
		}
		plain := strings.NewReplacer("\u00a0", " ", "\u2066", "", "\u2069", "").Replace(strings.Split(rows[0], "\t")[3])
		miles, err := strconv.ParseFloat(strings.Fields(plain)[0], 64)
		if err != nil || miles > 0.5 {
			t.Errorf("%s: the nearest practice is %v miles away (%v)", lang, miles, err)
		}
		if met.Person.Lang != lang {
			t.Errorf("the person's screen is in %q", met.Person.Lang)
		}
		if _, err := s.At(ctx, "attract"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAKilledGlassComesBackWithTheSameScreenInTwoSeconds(t *testing.T) {
	ctx := bounded(t)
	s := set(t, ctx)
	fastest := time.Hour
	for _, step := range [][3]string{
		{"touch", "", "languages"},
		{"pick-language", "bn", "needs"},
		{"pick-top", "health", "leaves"},
		{"pick-leaf", "health/gp", "place"},
		{"near-here", "", "results"},
		{"pick-service", "", "service"},
		{"ask-person", "", "person"},
		{"ask-emergency", "", "emergency"},
	} {
		before, err := s.Go(ctx, step[0], step[1], step[2])
		if err != nil {
			t.Fatal(err)
		}
		started := time.Now()
		killGlass(t, s)
		after, err := s.Witness.After(ctx, before)
		if err != nil {
			t.Fatal(err)
		}
		took := time.Since(started)
		t.Logf("%s came back after %v", step[2], took.Round(time.Millisecond))
		fastest = min(fastest, took)
		if after.Screen != step[2] || after.Lang != before.Lang || len(after.Targets) != len(before.Targets) {
			t.Errorf("%q in %q came back as %q in %q", before.Screen, before.Lang, after.Screen, after.Lang)
		}
	}
	// A machine that does other things as well can only make it slower.
	if fastest > 2*time.Second {
		t.Errorf("the fastest return took %v", fastest)
	}
}

// killGlass kills the window's process.
func killGlass(t *testing.T, s *stage) {
	t.Helper()
	children := s.kiosk.Children()
	if len(children) != 1 {
		t.Fatalf("the core has the children %v, want one glass", children)
	}
	if err := syscall.Kill(children[0], syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}

func TestAKilledCoreEndsTheVisitAndBothComeBack(t *testing.T) {
	ctx := bounded(t)
	s := set(t, ctx)
	if _, err := s.Go(ctx, "touch", "", "languages"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Go(ctx, "pick-language", "ar", "needs"); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(s.kiosk.PID(), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if _, err := s.At(ctx, "attract"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Go(ctx, "touch", "", "languages"); err != nil {
		t.Errorf("the kiosk came back and does not answer: %v", err)
	}
}

func TestAListFollowsTheFinger(t *testing.T) {
	ctx := bounded(t)
	s := set(t, ctx)
	for _, step := range [][3]string{
		{"touch", "", "languages"},
		{"pick-language", "en", "needs"},
		{"pick-top", "health", "leaves"},
		{"pick-leaf", "health/gp", "place"},
		{"near-here", "", "results"},
	} {
		if _, err := s.Go(ctx, step[0], step[1], step[2]); err != nil {
			t.Fatal(err)
		}
	}
	listed := s.Witness.Last()
	rows := listed.Values("pick-service")
	if len(rows) < 3 {
		t.Fatalf("only %v are listed: there is nothing to scroll", rows)
	}
	first, _ := listed.Target("pick-service", rows[0])
	second, _ := listed.Target("pick-service", rows[1])
	from := image.Pt(second.Min.X+second.Dx()/2, second.Min.Y+second.Dy()/2)
	to := from.Add(image.Pt(0, first.Min.Y-second.Min.Y))
	if err := s.Display.Drag(ctx, from, to, 300*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Display.Settled(ctx, s.Display.Bounds(), 300*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	if now := s.Witness.Last(); now.Screen != "results" {
		t.Fatalf("dragging opened the screen %q", now.Screen)
	}
	// The second service has moved to where the first one was.
	if err := s.Display.Tap(image.Pt(first.Min.X+first.Dx()/2, first.Min.Y+first.Dy()/2)); err != nil {
		t.Fatal(err)
	}
	opened, err := s.At(ctx, "service")
	if err != nil {
		t.Fatal(err)
	}
	if want := secondName(listed); !opened.Says(want) {
		t.Errorf("after dragging by one row, the touch did not open %q: %v", want, opened.Texts)
	}
}

// secondName returns the name of the second service of the built-in list.
func secondName(s walkthrough.Seen) string {
	names := 0
	for _, text := range s.Texts {
		if strings.Contains(text, "(example)") || strings.HasPrefix(text, "Example Surgery") {
			if names++; names == 2 {
				return text
			}
		}
	}
	return "a second name"
}

// residue looks for words in every file of a folder, in capitals and small letters.
func residue(t *testing.T, folder string, canaries ...string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, c := range canaries {
			if bytes.Contains(bytes.ToLower(b), bytes.ToLower([]byte(c))) {
				found = append(found, fmt.Sprintf("%q in %s", c, filepath.Base(path)))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestNothingOfAVisitStaysOnTheDisk(t *testing.T) {
	canaries := []string{"E16AN", "E1 6AN", "example-surgery", "Example Surgery", "QX1 6AB"}
	for name, leave := range map[string]func(context.Context, *stage) error{
		"finish": func(ctx context.Context, s *stage) error {
			_, err := s.Go(ctx, "finish", "", "finished")
			return err
		},
		"idle": func(ctx context.Context, s *stage) error {
			_, err := s.At(ctx, "attract")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := bounded(t)
			s := set(t, ctx, "--idle", "6s", "--warn", "2s", "--flush")
			for _, step := range [][3]string{
				{"touch", "", "languages"}, {"pick-language", "en", "needs"}, {"pick-top", "health", "leaves"}, {"pick-leaf", "health/gp", "place"},
			} {
				if _, err := s.Go(ctx, step[0], step[1], step[2]); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := s.Type(ctx, "type", "E16AN"); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Go(ctx, "near-postcode", "", "results"); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Go(ctx, "pick-service", "example-surgery", "service"); err != nil {
				t.Fatal(err)
			}
			if err := leave(ctx, s); err != nil {
				t.Fatal(err)
			}
			if err := s.kiosk.Stop(); err != nil {
				t.Fatal(err)
			}
			if found := residue(t, s.data, canaries...); len(found) > 0 {
				t.Errorf("the visit left %v", found)
			}
			// What is searched for would be found, and the counts themselves are there.
			if found := residue(t, s.data, "health/gp"); len(found) == 0 {
				t.Error("the count of the need is not on the disk: the search proves nothing")
			}
		})
	}
}

func TestFaultsAreSaidInASentence(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("not a folder"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		args []string
		env  string
		says string
		code int
	}{
		"unknown flag":         {[]string{"--nonsense"}, "", "--help", cli.Mend},
		"a word too many":      {[]string{"nonsense"}, "", "unexpected argument", cli.Mend},
		"wrong size":           {[]string{"--windowed", "--size", "huge"}, "", "1920x1080", cli.Mend},
		"no writable folder":   {[]string{"--data", filepath.Join(file, "data")}, "", "--data DIR", cli.Mend},
		"no display":           {[]string{"--data", t.TempDir()}, "DISPLAY=", "DISPLAY", cli.Mend},
		"witness on the glass": {[]string{"--witness", "x"}, "", "--windowed", cli.Mend},
	} {
		t.Run(name, func(t *testing.T) {
			cmd := exec.CommandContext(bounded(t), program(t, "kiosk"), test.args...)
			cmd.Env = append(os.Environ(), test.env)
			out, err := cmd.CombinedOutput()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != test.code {
				t.Errorf("ended with %v, want code %d", err, test.code)
			}
			if !strings.Contains(string(out), test.says) || strings.Contains(string(out), "goroutine") {
				t.Errorf("it said: %s", out)
			}
		})
	}
}

func TestADamagedPackIsRefusedAndStaffAreTold(t *testing.T) {
	pack := filepath.Join(t.TempDir(), "damaged.pack")
	contentSays(t, "build", filepath.Join("..", "..", "assets", "builtin", "source", "example"), "-o", pack)
	b, err := os.ReadFile(pack)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 0xff
	if err := os.WriteFile(pack, b, 0o600); err != nil {
		t.Fatal(err)
	}
	site := filepath.Join(t.TempDir(), "site.toml")
	if err := os.WriteFile(site, []byte("name = "), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx := bounded(t)
	s := set(t, ctx, "--content", pack, "--site", site)
	if _, err := s.At(ctx, "attract"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Go(ctx, "touch", "", "languages"); err != nil {
		t.Fatal(err)
	}
	told, err := s.Go(ctx, "show-staff", "", "staff")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"the pack is damaged", "line 1"} {
		if !told.Says(want) {
			t.Errorf("staff are not told %q: %v", want, told.Texts)
		}
	}
	if _, err := s.Go(ctx, "back", "", "languages"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Go(ctx, "pick-language", "pl", "needs"); err != nil {
		t.Errorf("the kiosk does not work on its built-in content: %v", err)
	}
}

func TestANewPackIsTakenBetweenVisitsAndADamagedOneIsNot(t *testing.T) {
	pack := filepath.Join(t.TempDir(), "site.pack")
	contentSays(t, "build", filepath.Join("..", "..", "assets", "builtin", "source", "example"), "-o", pack)
	good, err := os.ReadFile(pack)
	if err != nil {
		t.Fatal(err)
	}
	ctx := bounded(t)
	s := set(t, ctx, "--content", pack, "--idle", "5s", "--warn", "2s")
	if _, err := s.At(ctx, "attract"); err != nil {
		t.Fatal(err)
	}
	// Cut short under the kiosk: with the file itself mapped, the core would end here.
	if err := os.Truncate(pack, 4096); err != nil {
		t.Fatal(err)
	}
	core := s.kiosk.PIDs()
	until(t, "staff are not told of the damaged pack", func() bool {
		if _, err := s.Go(ctx, "touch", "", "languages"); err != nil {
			return false
		}
		seen, err := s.Go(ctx, "show-staff", "", "staff")
		if err == nil && seen.Says(words(t, "en", "staff.notice.content-kept")[:40]) {
			return true
		}
		if _, err := s.Go(ctx, "finish", "", "attract"); err != nil {
			t.Fatal(err)
		}
		return false
	})
	seen := through(t, ctx, s, [3]string{"back", "", "languages"}, [3]string{"pick-language", "en", "needs"}, [3]string{"pick-top", "health", "leaves"},
		[3]string{"pick-leaf", "health/gp", "place"}, [3]string{"near-here", "", "results"})
	if len(seen.Values("pick-service")) == 0 {
		t.Error("the last good pack is not shown")
	}
	if err := os.WriteFile(pack, good, 0o600); err != nil {
		t.Fatal(err)
	}
	if now := s.kiosk.PIDs(); len(now) != len(core) {
		t.Errorf("the kiosk's processes were %v and are %v", core, now)
	}
}
