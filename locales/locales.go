// Package locales holds every word of the glass in every language.
//
// A word is a message with a stable id, in a go-i18n file per language. The package decides
// how numbers, times and dates are said, keeps what is put into a right-to-left sentence in
// its own order, falls back to English for what a language does not have yet, and knows
// which words no person has checked. It does not know screens. It is the only package that
// imports go-i18n; the glass, and everything that speaks to residents, takes a [Printer]
// from it.
//
// Next to active.bn.toml, the Bengali words, is checked.bn.toml, which says of each
// message which English it was written for and who has checked it. When either side of a
// pair changes, a test asks for a second look at both, so that no English sentence can
// change behind its translations.
package locales

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed active.*.toml checked.*.toml phrases
var files embed.FS

// phrases is the folder of the phrasebook's words, which have files of their own: few
// visits open the book, and none waits for it.
const phrases = "phrases"

//go:embed languages.toml
var languagesFile string

// source is the language that the others are written from, and that fills in for them.
const source = "en"

// A Language is one that the glass can be read in.
type Language struct {
	Tag      string // BCP 47
	Name     string // in itself
	English  string
	RTL      bool   // it runs from right to left
	Greeting string // in itself, for the first screen
	Person   string // "I want to talk to a person", in itself
	People   int    // Londoners whose main language it is, Census 2021; 0 when not counted
	Reviewer string // who answers for all its words; empty while any of them is a draft
}

// Draft reports whether the language still has messages that no person has checked.
func (l Language) Draft() bool { return l.Reviewer == "" }

// languages reads the list once. It is built in, so a fault in it is a fault of the build.
var languages = sync.OnceValue(func() []Language { return lists().Language })

// lists are what languages.toml holds.
var lists = sync.OnceValue(func() (f struct{ Language, Missing []Language }) {
	if _, err := toml.Decode(languagesFile, &f); err != nil {
		panic(fmt.Sprintf("the built-in list of languages: %v", err))
	}
	return f
})

// All returns the languages in the order of the chooser.
func All() []Language { return slices.Clone(languages()) }

// Missing returns the languages that Londoners speak and the glass does not, with the names
// that they give themselves, those of the most people first. Only Tag, Name, English, RTL and
// People are there.
func Missing() []Language {
	return slices.DeleteFunc(slices.Clone(lists().Missing), func(l Language) bool {
		_, have := find(languages(), l.Tag)
		return have
	})
}

// Lacks reports whether a language is one of Missing.
func Lacks(tag string) bool {
	_, missing := find(Missing(), tag)
	return missing
}

// named returns a language of the glass, or one that it lacks.
func named(tag string) (Language, bool) {
	if l, ok := find(languages(), tag); ok {
		return l, true
	}
	return find(lists().Missing, tag)
}

// EnglishName returns what a language is called in English, for a card that is read out.
func EnglishName(tag string) string {
	if l, ok := named(tag); ok {
		return l.English
	}
	if tag == "other" {
		return "another language"
	}
	return tag
}

func find(langs []Language, tag string) (Language, bool) {
	i := slices.IndexFunc(langs, func(l Language) bool { return l.Tag == tag })
	if i < 0 {
		return Language{}, false
	}
	return langs[i], true
}

// A Catalogue is the words of all languages. A language's file is read when it is first
// asked for. It may be used by several goroutines.
type Catalogue struct {
	book    func() (*Catalogue, error) // the words of the phrasebook, opened once
	files   fs.FS
	langs   []Language
	matcher language.Matcher
	english []*i18n.Message // the words that fill in for others

	mu       sync.Mutex
	printers map[string]Printer
}

// Open reads the English words. Its only error is a damaged built-in file.
func Open() (*Catalogue, error) {
	c, err := open(files, languages())
	if err != nil {
		return nil, err
	}
	c.book = sync.OnceValues(func() (*Catalogue, error) {
		sub, err := fs.Sub(files, phrases)
		if err != nil {
			return nil, fmt.Errorf("open the phrasebook: %w", err)
		}
		return open(sub, languages())
	})
	return c, nil
}

// Phrases returns the words of the phrasebook in the language that is nearest to a tag. They
// are read when the book is first opened.
func (c *Catalogue) Phrases(tag string) Printer {
	book, err := c.book()
	if err != nil {
		return c.Printer(tag) // a test reads every file, so this is never met outside one
	}
	return book.Printer(tag)
}

func open(files fs.FS, langs []Language) (*Catalogue, error) {
	c := &Catalogue{files: files, langs: langs, printers: map[string]Printer{}}
	tags := make([]language.Tag, len(langs))
	for i, l := range langs {
		tag, err := language.Parse(l.Tag)
		if err != nil {
			return nil, fmt.Errorf("open the words: %q: %w", l.Tag, err)
		}
		tags[i] = tag
	}
	c.matcher = language.NewMatcher(tags)
	english, err := c.read(source)
	if err != nil {
		return nil, err
	}
	c.english = english
	p, err := c.printer(Language{Tag: source}, nil)
	if err != nil {
		return nil, err
	}
	c.printers[source] = p
	return c, nil
}

// Known reports whether the glass has a language, by exactly this tag.
func (c *Catalogue) Known(tag string) bool {
	_, ok := find(c.langs, tag)
	return ok
}

// Nearest returns the language that is shown for a tag: bn for bn-BD, and English when none
// is near. ok is false when English fills in for another language.
func (c *Catalogue) Nearest(tag string) (l Language, ok bool) {
	if l, ok = find(c.langs, tag); ok {
		return l, true
	}
	if want, err := language.Parse(tag); err == nil {
		if _, i, confidence := c.matcher.Match(want); confidence >= language.High {
			return c.langs[i], true
		}
	}
	l, _ = find(c.langs, source)
	return l, false
}

// Printer returns the words of the language that is [Catalogue.Nearest] to a tag.
func (c *Catalogue) Printer(tag string) Printer {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p, ok := c.printers[tag]; ok {
		return p
	}
	l, _ := c.Nearest(tag)
	if p, ok := c.printers[l.Tag]; ok {
		return p
	}
	words, err := c.read(l.Tag)
	if err == nil {
		var p Printer
		if p, err = c.printer(l, words); err == nil {
			c.printers[l.Tag] = p
			return p
		}
	}
	return c.printers[source] // a test reads every file, so this is never met outside one
}

// read returns the messages of one language's file.
func (c *Catalogue) read(tag string) ([]*i18n.Message, error) {
	name := "active." + tag + ".toml"
	b, err := fs.ReadFile(c.files, name)
	if err != nil {
		return nil, fmt.Errorf("open the words of %s: %w", tag, err)
	}
	f, err := i18n.ParseMessageFileBytes(b, name, map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
	if err != nil {
		return nil, fmt.Errorf("open the words of %s: %w", tag, err)
	}
	return f.Messages, nil
}

// printer makes the printer of a language from its own words, with English behind them.
func (c *Catalogue) printer(l Language, words []*i18n.Message) (Printer, error) {
	bundle := i18n.NewBundle(language.English)
	if err := bundle.AddMessages(language.English, c.english...); err != nil {
		return Printer{}, fmt.Errorf("open the words of %s: %w", source, err)
	}
	tag, err := language.Parse(l.Tag)
	if err != nil {
		return Printer{}, fmt.Errorf("open the words: %q: %w", l.Tag, err)
	}
	if err := bundle.AddMessages(tag, words...); err != nil {
		return Printer{}, fmt.Errorf("open the words of %s: %w", l.Tag, err)
	}
	return Printer{
		tag: l.Tag, rtl: l.RTL, localizer: i18n.NewLocalizer(bundle, l.Tag, source),
		checked: sync.OnceValue(func() map[string]check { return readChecked(c.files, l.Tag) }),
	}, nil
}
