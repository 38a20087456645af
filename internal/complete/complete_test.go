package complete_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"frontdoor/internal/complete"
)

// A watched stands in for the test that asks, and keeps how it ended.
type watched struct {
	testing.TB
	ended string
}

func (*watched) Helper() {}

func (w *watched) Fatalf(format string, args ...any) {
	w.ended = "fails: " + fmt.Sprintf(format, args...)
	panic(w)
}

func (w *watched) Skipf(format string, args ...any) {
	w.ended = "skips: " + fmt.Sprintf(format, args...)
	panic(w)
}

// ending runs what asks, and returns how the test ended, or "goes on".
func ending(asks func(testing.TB)) (how string) {
	w := &watched{ended: "goes on"}
	defer func() {
		if r := recover(); r != nil && r != any(w) {
			panic(r)
		}
		how = w.ended
	}()
	asks(w)
	return w.ended
}

func TestASkipIsAFailureInACompleteRun(t *testing.T) {
	lacking := func(t testing.TB) { complete.Lacking(t, "there is no %s", "Chromium") }
	slow := func(t testing.TB) { complete.NotQuick(t, "starts a display") }
	for name, c := range map[string]struct {
		short, whole string
		asks         func(testing.TB)
		want         string
	}{
		"a tool is missing":                       {"false", "", lacking, "skips: there is no Chromium"},
		"a tool is missing in a complete run":     {"false", "1", lacking, "fails: a complete run leaves nothing out: there is no Chromium"},
		"a display":                               {"false", "", slow, "goes on"},
		"a display in a complete run":             {"false", "1", slow, "goes on"},
		"a display in a quick run":                {"true", "", slow, "skips: not in a quick run: this test starts a display"},
		"a display in a quick run, made complete": {"true", "1", slow, "fails: a complete run is not a short one; this test starts a display"},
	} {
		t.Run(name, func(t *testing.T) {
			was := flag.Lookup("test.short").Value.String()
			t.Cleanup(func() { set(t, was) })
			t.Setenv(complete.Variable, c.whole)
			set(t, c.short)
			got := ending(c.asks)
			set(t, was)
			if got != c.want {
				t.Errorf("it %s, want %s", got, c.want)
			}
		})
	}
}

func set(t *testing.T, short string) {
	t.Helper()
	if err := flag.Set("test.short", short); err != nil {
		t.Fatal(err)
	}
}

// starters are the packages whose import means that a test starts programs.
var starters = []string{"os/exec", "github.com/chromedp/chromedp", "frontdoor/internal/rig/walkthrough", "frontdoor/internal/rig/cluster"}

// excused are the files that import a starter and call no NotQuick, each with the reason.
var excused = map[string]string{
	"cmd/kiosk/call_test.go":                   "set, in window_test.go, calls it",
	"cmd/kiosk/kiosk_test.go":                  "a shell that ends at once takes the place of a glass",
	"hub/failover_test.go":                     "storetest.Server calls it",
	"hub/store/standby_test.go":                "storetest.Server calls it",
	"kiosk/layers_test.go":                     "go list says what imports what, in a second",
	"internal/rig/walkthrough/witness_test.go": "a witness listens to the test and starts nothing",
}

func TestNoTestIsLeftOutInSilence(t *testing.T) {
	files := map[string]*ast.File{}
	set := token.NewFileSet()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "bin" || d.Name() == "out") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, "_test.go") && !strings.HasSuffix(path, "storetest.go") {
			return nil
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(name)], err = parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		return err
	})
	if err != nil || len(files) < 100 {
		t.Fatalf("%d files of tests: %v", len(files), err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasPrefix(name, "internal/complete/") {
			continue
		}
		for _, fault := range faults(name, files[name]) {
			t.Errorf("%s: %s", name, fault)
		}
	}
}

// faults returns what a file of tests does that only this package may.
func faults(name string, f *ast.File) []string {
	var all []string
	imports := map[string]bool{}
	for _, i := range f.Imports {
		path, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return []string{err.Error()}
		}
		imports[path] = true
	}
	for _, s := range starters {
		if imports[s] && !imports["frontdoor/internal/complete"] && excused[name] == "" {
			all = append(all, "it imports "+s+" and never calls complete.NotQuick, so that make quick starts programs")
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		called, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		switch of, _ := called.X.(*ast.Ident); {
		case called.Sel.Name == "Skip" || called.Sel.Name == "Skipf" || called.Sel.Name == "SkipNow":
			all = append(all, "a test is skipped without complete.Lacking or complete.NotQuick")
		case called.Sel.Name == "Short" && of != nil && of.Name == "testing":
			all = append(all, "testing.Short is asked by complete.NotQuick only")
		}
		return true
	})
	return all
}

func TestASilentSkipIsFound(t *testing.T) {
	for name, c := range map[string]struct {
		source string
		want   int
	}{
		"a skip":             {`func f(t *testing.T) { t.Skip("no") }`, 1},
		"a formatted skip":   {`func f(t *testing.T) { t.Skipf("no %d", 1) }`, 1},
		"a skip of a bench":  {`func f(b *testing.B) { b.SkipNow() }`, 1},
		"short":              {`func f() bool { return testing.Short() }`, 1},
		"a program":          {`import "os/exec"`, 1},
		"a program, told of": {"import \"os/exec\"\nimport \"frontdoor/internal/complete\"", 0},
		"another Short":      {`func f(b body) bool { return b.Short() }`, 0},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := parser.ParseFile(token.NewFileSet(), "x_test.go", "package x\n"+c.source, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			if got := faults("x_test.go", f); len(got) != c.want {
				t.Errorf("%d faults, want %d: %v", len(got), c.want, got)
			}
		})
	}
}
