package kiosk_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A turn is a turn of phrase that a reader of Go, or of English, would not expect.
type turn struct {
	is     *regexp.Regexp
	better string
}

// inGo are turns that only a comment in Go can take amiss.
var inGo = []turn{
	{regexp.MustCompile(`^[A-Za-z_][\w.]* gives? (the|a|an|its|what|how|where|true|every|all|nil|each)\b`), `"returns"`},
	{regexp.MustCompile(`\b(says?|tells?) whether\b`), `"reports whether"`},
	{regexp.MustCompile(`\blooks? whether\b`), `"checks whether"`},
}

var turns = []turn{
	{regexp.MustCompile(`(^|[.;:] )Who (is|has|was|does|cannot|can|[a-z]+s)\b[^?]*$`), `"anyone who" or "whoever"`},
	{regexp.MustCompile(`\b(in|of|by|at most|for) so many [a-z]+`), `the number's name`},
	{regexp.MustCompile(`\b[Aa]lso (when|after|while)\b`), `"even when"`},
	{regexp.MustCompile(`\bstands? (beside|beneath|behind|before|here|there|on|in (a|the|its|their|it|them|this|one))\b`), `"is"`},
	{regexp.MustCompile(`\bhow (it|they|the \w+) stands?\b`), `"how it is"`},
	{regexp.MustCompile(`\bnobody is (promised|told|sent)\b`), `who promises or tells no one`},
	{regexp.MustCompile(`\bbelongs? into\b`), `"belongs in"`},
}

// oldVoice are the folders that nobody has read aloud yet. It only gets shorter.
var oldVoice = []string{}

// Comments are read far more often than they are written, and mostly by people who did not
// write them.
func TestCommentsAreInGosOwnVoice(t *testing.T) {
	set := token.NewFileSet()
	read := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(filepath.ToSlash(path), "../")
		if d.IsDir() && (strings.HasPrefix(name, ".git") || name == "bin" || name == "out") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || name == "kiosk/voice_test.go" || aloudLater(name) {
			return nil
		}
		f, err := parser.ParseFile(set, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		read++
		for _, group := range f.Comments {
			for _, fault := range misread(group.Text(), slices.Concat(inGo, turns)) {
				t.Errorf("%s: %s", strings.TrimPrefix(set.Position(group.Pos()).String(), "../"), fault)
			}
		}
		return nil
	})
	if err != nil || read < 50 {
		t.Fatalf("%d files read: %v", read, err)
	}
}

// Pages are read by people who never see the code.
func TestPagesAreInPlainEnglish(t *testing.T) {
	var pages []string
	for _, pattern := range []string{"../*.md", "../docs/*.md", "../docs/adr/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, found...)
	}
	if len(pages) < 20 {
		t.Fatalf("only %d pages", len(pages))
	}
	for _, page := range pages {
		if slices.Contains(oldPages, strings.TrimPrefix(page, "../")) {
			continue
		}
		b, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for paragraph := range strings.SplitSeq(fenced.ReplaceAllString(string(b), ""), "\n\n") {
			for _, fault := range misread(paragraph, turns) {
				t.Errorf("%s: %s", strings.TrimPrefix(page, "../"), fault)
			}
		}
	}
}

// oldPages are the pages that nobody has read aloud yet. They only get fewer.
var oldPages = []string{"docs/adr/0003-packs.md", "docs/adr/0014-records.md", "docs/adr/README.md"}

// fenced is code in a page.
var fenced = regexp.MustCompile("(?s)\n```.*?\n```")

// aloudLater reports whether a file lies in a folder, not below it, that is still in the old voice.
func aloudLater(name string) bool {
	folder := strings.TrimSuffix(filepath.ToSlash(filepath.Dir(name)), "/")
	return slices.Contains(oldVoice, folder)
}

// misread returns those of the turns of phrase that a text takes, each with what to write instead. Lines are
// joined first: a turn may run over the end of one.
func misread(text string, turns []turn) []string {
	var all []string
	text = strings.Join(strings.Fields(text), " ")
	for _, turn := range turns {
		for _, sentence := range strings.SplitAfter(text, ". ") {
			if found := turn.is.FindString(strings.TrimSpace(sentence)); found != "" {
				all = append(all, "“"+found+"”: write "+turn.better)
			}
		}
	}
	return all
}

func TestTheOldVoiceIsHeard(t *testing.T) {
	for comment, faults := range map[string]int{
		"HourOf gives the hour of a moment.":                            1,
		"HourOf returns the hour of a moment.":                          0,
		"Run gives up when the core is gone.":                           0,
		"door says whether it is open.":                                 1,
		"It is shut. Who comes now is sent away.":                       1,
		"Whoever comes now is sent away.":                               0,
		"Who is there?":                                                 0,
		"It is kept, also\nwhen the disk is full.":                      1,
		"The picture stands beside the words. They are read by so many": 1,
		"so many that they do not fit":                                  0,
		"each is wide by so many dots":                                  1,
		"Here nobody is promised.":                                      1,
	} {
		if got := misread(comment, slices.Concat(inGo, turns)); len(got) != faults {
			t.Errorf("%q: %d faults, want %d: %v", comment, len(got), faults, got)
		}
	}
}
