package ui

import (
	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

// attract greets in turn in every language while nobody is there. A touch anywhere begins.
type attract struct {
	sheet
	langs                    []locales.Language
	words                    *locales.Catalogue
	greeting, touch, promise *kit.Text
	names                    []*kit.Text
}

func newAttract(in stock) *attract {
	look := in.look
	a := &attract{langs: in.langs, words: in.words}
	a.greeting = kit.NewText(look, kit.Type{Size: 120, Bold: true, Align: typeset.Center, MayScale: true})
	a.touch = kit.NewText(look, kit.Type{Size: 46, Align: typeset.Center})
	a.promise = kit.NewText(look, kit.Type{Size: 34, Align: typeset.Center, Colour: kit.QuietInk})
	names := kit.Wrap(look, 44)
	for _, l := range in.langs {
		n := kit.NewText(look, kit.Type{Size: 34, Bold: true, Colour: kit.Blue})
		n.SetIn(l.Tag, l.Name)
		a.names = append(a.names, n)
		names.Add(n)
	}
	page := kit.Column(look, 30,
		kit.Centre(kit.NewIcon(look, icons.Touch, 110, kit.Blue)),
		a.greeting, a.touch, a.promise, kit.Centre(names))
	all := kit.Face{Pressed: kit.Clear, PadX: 48, PadY: 24}
	a.whole = kit.NewButton(look, all, journey.Action{Kind: journey.Touch}, page)
	return a
}

func (a *attract) show(f glass.Frame, _ glass.Attract, _ locales.Printer) {
	l := a.langs[f.Greeting%len(a.langs)]
	p := a.words.Printer(l.Tag)
	a.greeting.SetIn(l.Tag, p.T("attract.greeting"))
	a.touch.SetIn(l.Tag, p.T("attract.touch"))
	a.promise.SetIn(l.Tag, p.T("attract.promise"))
}
