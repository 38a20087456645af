package typeset

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"frontdoor/assets/fonts"
)

// everyFace returns the names of all faces that are embedded.
func everyFace(t *testing.T) []faceName {
	t.Helper()
	entries, err := fonts.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var names []faceName
	for _, e := range entries {
		family, weight, ok := strings.Cut(strings.TrimSuffix(e.Name(), filepath.Ext(e.Name())), "-")
		if !ok || weight != Regular.String() && weight != Bold.String() {
			t.Errorf("%s is not a family, a dash and a weight", e.Name())
		}
		w := Regular
		if weight == Bold.String() {
			w = Bold
		}
		names = append(names, faceName{family, w})
	}
	return names
}

func TestEveryEmbeddedFaceCanBeRead(t *testing.T) {
	e, weights := NewEngine(), map[string]int{}
	for _, n := range everyFace(t) {
		if e.font(n) == nil {
			t.Errorf("%v is embedded and not found", n)
		}
		weights[n.family]++
	}
	for _, f := range []string{latin, bengali, naskh, nastaliq, simplified, signs} {
		if weights[f] != 2 {
			t.Errorf("%s has %d weights, want 2", f, weights[f])
		}
	}
}

func TestFacesAreReadOnlyWhenTheyAreShown(t *testing.T) {
	e := NewEngine()
	e.Layout("Welcome", Style{Lang: "en", Size: 20}, 0)
	if len(e.fonts) != 1 || e.fonts[faceName{latin, Regular}] == nil {
		t.Errorf("English text read %v", e.fonts)
	}
	e.Layout("欢迎", Style{Lang: "zh-Hans", Size: 20}, 0)
	if e.fonts[faceName{simplified, Regular}] == nil {
		t.Error("Chinese text did not read the Chinese face")
	}
	if e.fonts[faceName{simplified, Bold}] != nil {
		t.Error("regular Chinese text read the bold face")
	}
}

// missing returns the letters of a text that become an empty box.
func missing(e *Engine, text string, st Style) string {
	s := e.take()
	defer e.give(s)
	var b strings.Builder
	for _, par := range paragraphs(text) {
		for _, r := range e.measure(s, par, st).runs {
			for _, g := range r.Glyphs {
				if g.GlyphID == 0 {
					b.WriteRune(par[g.TextIndex()])
				}
			}
		}
	}
	return b.String()
}

// messages returns all words of the glass by language.
func messages(t *testing.T) map[string][]string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"../../locales/active.*.toml", "../../locales/phrases/active.*.toml"} {
		some, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, some...)
	}
	if len(files) < 12 {
		t.Fatalf("%d files of words, want at least 12", len(files))
	}
	all := map[string][]string{}
	for _, file := range files {
		words, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var tree map[string]any
		if err := toml.Unmarshal(words, &tree); err != nil {
			t.Fatal(err)
		}
		lang := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "active."), ".toml")
		all[lang] = append(all[lang], leaves(tree)...)
	}
	return all
}

func TestEveryWordOnTheGlassHasItsLetters(t *testing.T) {
	e := NewEngine()
	for lang, texts := range messages(t) {
		for _, w := range []Weight{Regular, Bold} {
			for _, text := range texts {
				if gone := missing(e, text, Style{Lang: lang, Size: 20, Weight: w}); gone != "" {
					t.Errorf("%s %v: no face has %q of %q: run scripts/fonts.sh", lang, w, gone, text)
				}
			}
		}
	}
}

// leaves returns every string of a tree of messages.
func leaves(tree map[string]any) []string {
	var all []string
	for _, v := range tree {
		switch v := v.(type) {
		case string:
			all = append(all, v)
		case map[string]any:
			all = append(all, leaves(v)...)
		}
	}
	return all
}

func TestSignsOfTheScreensHaveTheirLetters(t *testing.T) {
	e := NewEngine()
	for _, lang := range []string{"en", "bn", "ar", "ur", "pl", "zh-Hans"} {
		for _, w := range []Weight{Regular, Bold} {
			if gone := missing(e, "✓ → ← • · … – — ’ ‘ “ ” £ × ½ ° € \ufffd", Style{Lang: lang, Size: 20, Weight: w}); gone != "" {
				t.Errorf("%s %v: no face has %q", lang, w, gone)
			}
		}
	}
}

func TestALetterThatNobodyHasIsABoxAndNoCrash(t *testing.T) {
	e := NewEngine()
	if got := missing(e, "a𓀀b", Style{Lang: "en", Size: 20}); got != "𓀀" {
		t.Errorf("missing letters %q", got)
	}
	if l := e.Layout("𓀀", Style{Lang: "ur", Size: 20}, 100); l.Width == 0 {
		t.Error("a missing letter takes no room, so that nobody sees that it is missing")
	}
}
