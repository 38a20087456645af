package ui

import (
	"fyne.io/fyne/v2"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

// screens returns how the view of each screen is built. A new screen is one row here, and its
// view in a file of its own.
func screens() []row {
	return []row{
		of[glass.Attract](newAttract),
		of[glass.Languages](newLanguages),
		of[glass.Missing](newMissing),
		of[glass.Comfort](newComfort),
		of[glass.Remembered](newRemembered),
		of[glass.Finished](newFinished),

		of[glass.Needs](newNeeds),
		of[glass.Leaves](newLeaves),
		of[glass.Place](newPlace),
		of[glass.Results](newResults),
		of[glass.Filter](newFilter),
		of[glass.Service](newService),
		of[glass.Turned](newTurned),
		of[glass.Right](newRight),

		of[glass.Person](newPerson),
		of[glass.Emergency](newEmergency),
		of[glass.Handover](newHandover),
		of[glass.Take](newTake),

		of[glass.Phrases](newPhrases),
		of[glass.Sentences](newSentences),
		of[glass.Phrase](newPhrase),
		of[glass.Blank](newBlank),

		of[glass.Staff](newStaff),
		of[glass.Pin](newPin),
		of[glass.Pairing](newPairing),
	}
}

// A page is one screen, built once. It is given the frame and what its own screen shows, and
// nothing of another.
type page[S glass.Screen] interface {
	object() fyne.CanvasObject
	show(f glass.Frame, s S, p locales.Printer)
}

// A view is a page of any screen.
type view interface {
	object() fyne.CanvasObject
	show(f glass.Frame, s glass.Screen, p locales.Printer)
}

// A row is how the view of one screen is built.
type row struct {
	id    journey.Screen
	build func(stock) view
}

// of returns the row of the screen that S is of.
func of[S glass.Screen, P page[S]](build func(stock) P) row {
	var zero S
	return row{zero.ID(), func(in stock) view { return only[S]{build(in)} }}
}

// only makes a page a view: it is shown its own screen only.
type only[S glass.Screen] struct{ page page[S] }

func (o only[S]) object() fyne.CanvasObject { return o.page.object() }

func (o only[S]) show(f glass.Frame, s glass.Screen, p locales.Printer) {
	if own, ok := s.(S); ok {
		o.page.show(f, own, p)
	}
}

// A stock is what views are built from.
type stock struct {
	look  *kit.Look
	langs []locales.Language
	words *locales.Catalogue
}

// english prints what is shown in English beside any language.
func (s stock) english() locales.Printer { return s.words.Printer("en") }

// A sheet is all of a page.
type sheet struct{ whole fyne.CanvasObject }

func (s sheet) object() fyne.CanvasObject { return s.whole }

// A side is every screen in one language: the resident's, or English beside it. A view is built
// when it is first shown.
type side struct {
	stock
	views map[journey.Screen]view
}

func newSide(in stock) *side { return &side{stock: in, views: map[journey.Screen]view{}} }

func (s *side) view(id journey.Screen) view {
	if v, ok := s.views[id]; ok {
		return v
	}
	var v view = newBroken(s.stock)
	for _, r := range screens() {
		if r.id == id {
			v = r.build(s.stock)
		}
	}
	s.views[id] = v
	return v
}

// wear sets the language and the size of the letters.
func (s *side) wear(lang string, zoom float32) { s.look.Lang, s.look.Zoom = lang, zoom }

// idOf returns which screen a view shows. One that the glass cannot draw has an id of its own.
func idOf(v glass.View) journey.Screen {
	if v.Screen == nil {
		return "broken"
	}
	return v.Screen.ID()
}
