package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

// place asks where to look: near this kiosk, or near a postcode typed on a keypad. Letters
// of a postcode are Latin on every sign in London, so the keypad is the same in every
// language and runs from left to right.
type place struct {
	sheet
	title, why, here, hereSite *kit.Text
	orType, typed              *kit.Text
	field                      *kit.Panel
	fault                      note
	search                     *kit.Text
	find                       *kit.Button
}

// The rows of the keypad, in alphabetical order: who does not know a keyboard knows that.
var keyRows = [...]string{"1234567890", "ABCDEFGHI", "JKLMNOPQR", "STUVWXYZ"}

func newPlace(in stock) *place {
	look := in.look
	pl := &place{title: title(look)}
	pl.why = kit.NewText(look, kit.Type{Size: 28, Colour: kit.QuietInk})
	pl.here = kit.NewText(look, kit.Type{Size: 36, Bold: true, MayScale: true})
	pl.hereSite = kit.NewText(look, kit.Type{Size: 28, Colour: kit.QuietInk})
	here := kit.NewButton(look, kit.CardFace, journey.Action{Kind: journey.NearHere},
		kit.Row(look, 28, nil, kit.NewDisc(look, icons.Pin, 92, kit.Blue), kit.Column(look, 2, pl.here, pl.hereSite)))

	pl.orType = kit.NewText(look, kit.Type{Size: 34, Bold: true, MayScale: true})
	pl.typed = kit.NewText(look, kit.Type{Size: 58, Bold: true, Fixed: true, Align: typeset.Center})
	pl.field = typedField(look, pl.typed)
	pl.fault = newNote(look, kit.Type{Size: 28})

	pl.search = kit.NewText(look, kit.Type{Size: 34, Bold: true, Colour: kit.White, MayScale: true})
	pl.find = kit.NewButton(look, kit.PrimaryFace, journey.Action{Kind: journey.NearPostcode},
		kit.Centre(kit.Row(look, 18, nil, kit.NewIcon(look, icons.Search, 40, kit.White), pl.search)))

	left := kit.Column(look, 24, here, pl.orType, pl.field, pl.fault.Panel, pl.find, pl.why)
	body := kit.Split(look, 48, 0.42, 1300, left, keypad(look))
	scroll := kit.NewScroll(look, body)
	pl.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 28, scroll, pl.title, scroll))
	return pl
}

// keypad is every letter and digit, and erase.
func keypad(look *kit.Look) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i, letters := range keyRows {
		var keys []fyne.CanvasObject
		for _, r := range letters {
			keys = append(keys, key(look, r, 40))
		}
		if i == len(keyRows)-1 {
			keys = append(keys, eraser(look))
		}
		rows = append(rows, kit.Keys(look, 12, 10, keys...))
	}
	return kit.Column(look, 14, rows...)
}

func (pl *place) show(f glass.Frame, v glass.Place, p locales.Printer) {
	pl.title.Set(p.T("place.title"))
	pl.why.Set(p.T("place.why"))
	pl.here.Set(p.T("place.here"))
	pl.hereSite.SetIn(p.Own(f.Site), f.Site)
	pl.orType.Set(p.T("place.type"))
	typed := v.Typed
	if typed == "" {
		typed = "\u00a0"
	}
	pl.typed.SetIn("en", strings.ReplaceAll(typed, " ", "\u00a0")+"\u2009|")
	pl.search.Set(p.T("place.search"))
	fault := ""
	if v.Fault != journey.NoFault {
		fault = p.T("place.fault."+string(v.Fault), "Postcode", typed)
	}
	pl.fault.say(fault)
}
