// Package locales holds every word of the glass in every language.
//
// A word is a message with a stable id, in a go-i18n file per language. The package decides
// how numbers, times and dates are said, keeps what is put into a right-to-left sentence in
// its own order, and falls back to English for what a language does not have yet. It does
// not know screens. It is the only package that imports go-i18n; the glass, and everything
// that speaks to residents, takes a [Printer] from it.
package locales

import (
	"embed"
	"fmt"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed active.*.toml
var files embed.FS

//go:embed languages.toml
var languagesFile string

// A Language is one that the glass can be read in.
type Language struct {
	Tag      string // BCP 47
	Name     string // in itself
	English  string
	Greeting string // in itself, for the first screen
	Person   string // "I want to talk to a person", in itself
	People   int    // Londoners whose main language it is, Census 2021; 0 when not counted
	Reviewer string // who has checked every message; empty while they are drafts
}

// Draft says whether no person has checked the language's messages.
func (l Language) Draft() bool { return l.Reviewer == "" }

// All gives the languages in the order of the chooser. The list is built in, so a fault in
// it is a fault of the build.
func All() []Language {
	var f struct{ Language []Language }
	if _, err := toml.Decode(languagesFile, &f); err != nil {
		panic(fmt.Sprintf("the built-in list of languages: %v", err))
	}
	return f.Language
}

// Isolate keeps a piece of text in its own order inside a text of another direction.
func Isolate(s string) string { return "\u2068" + s + "\u2069" }

// A Catalogue is the words of all languages. A language's file is read when it is first
// asked for. It may be used by several goroutines.
type Catalogue struct {
	langs   []Language
	matcher language.Matcher

	mu       sync.Mutex
	printers map[string]Printer
}

// Open reads the words. Its only error is a damaged built-in file.
func Open() (*Catalogue, error) {
	c := &Catalogue{langs: All(), printers: map[string]Printer{}}
	tags := make([]language.Tag, len(c.langs))
	for i, l := range c.langs {
		tag, err := language.Parse(l.Tag)
		if err != nil {
			return nil, fmt.Errorf("open the words: %q: %w", l.Tag, err)
		}
		tags[i] = tag
	}
	c.matcher = language.NewMatcher(tags)
	for _, l := range c.langs {
		if l.Tag == "en" {
			p, err := c.load(l)
			if err != nil {
				return nil, err
			}
			c.printers["en"] = p
		}
	}
	return c, nil
}

// Known says whether the glass has a language, by exactly this tag.
func (c *Catalogue) Known(tag string) bool {
	for _, l := range c.langs {
		if l.Tag == tag {
			return true
		}
	}
	return false
}

// Printer gives the words of a language. An unknown tag gives the nearest language there
// is, and English when none is near.
func (c *Catalogue) Printer(tag string) Printer {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p, ok := c.printers[tag]; ok {
		return p
	}
	l := c.nearest(tag)
	if p, ok := c.printers[l.Tag]; ok {
		return p
	}
	p, err := c.load(l)
	if err != nil {
		return c.printers["en"] // a test reads every file, so this is never met outside one
	}
	c.printers[l.Tag] = p
	return p
}

func (c *Catalogue) nearest(tag string) Language {
	english := Language{Tag: "en"}
	want, err := language.Parse(tag)
	if err != nil {
		return english
	}
	_, i, confidence := c.matcher.Match(want)
	if confidence < language.High {
		return english
	}
	return c.langs[i]
}

// load reads one language's file, with English behind it.
func (c *Catalogue) load(l Language) (Printer, error) {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	for _, tag := range []string{"en", l.Tag} {
		if _, err := bundle.LoadMessageFileFS(files, "active."+tag+".toml"); err != nil {
			return Printer{}, fmt.Errorf("open the words of %s: %w", tag, err)
		}
	}
	return Printer{tag: l.Tag, localizer: i18n.NewLocalizer(bundle, l.Tag, "en")}, nil
}

// EnglishName gives what a language is called in English, for a card that is read out.
func EnglishName(tag string) string {
	for _, l := range All() {
		if l.Tag == tag {
			return l.English
		}
	}
	return tag
}
