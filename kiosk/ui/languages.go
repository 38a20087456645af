package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

// languages is the chooser. Each language is written in itself, so nobody has to read a
// language that is not theirs to reach the one that is.
type languages struct {
	sheet
	greeting *kit.Text
	langs    []locales.Language
	absent   command
}

func newLanguages(in stock) *languages {
	look := in.look
	l := &languages{langs: in.langs}
	l.greeting = title(look)
	var cards []fyne.CanvasObject
	for _, lang := range in.langs {
		name := centred(look, 44)
		name.SetIn(lang.Tag, lang.Name)
		cards = append(cards, kit.NewButton(look, kit.CardFace, journey.Action{Kind: journey.PickLanguage, Value: lang.Tag}, name))
	}
	grid := kit.Grid(look, 24, 150, languageColumns(len(cards)), cards...)
	l.absent = newAbsent(look)
	scroll := kit.NewScroll(look, kit.ColumnGrow(look, 24, grid, grid, l.absent.Button))
	l.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 28, scroll, l.greeting, scroll))
	return l
}

// languageColumns keeps the cards large while the languages are few.
func languageColumns(n int) func(float32) int {
	return func(width float32) int {
		switch {
		case n <= 8:
			return max(int(width/420), 2)
		default:
			return max(int(width/290), 2)
		}
	}
}

func (l *languages) show(f glass.Frame, _ glass.Languages, p locales.Printer) {
	l.absent.word.Set(p.T("languages.missing"))
	if f.Lang != "" {
		l.greeting.Set(p.T("languages.title"))
		return
	}
	var words []string
	for _, lang := range l.langs {
		words = append(words, locales.Isolate(lang.Greeting))
	}
	l.greeting.Set(strings.Join(words, "   "))
}
