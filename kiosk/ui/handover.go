package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// handover is what the person who comes is told, in the resident's language and in English,
// line by line. The resident takes lines out, adds what would help, and shares it or not.
type handover struct {
	sheet
	english          locales.Printer
	title, text, add *kit.Text
	lines, chips     *fyne.Container
	told             *kit.Pool[*choice]
	access           map[string]*choice
	share, unshare   command
	note             *kit.Text
	foot             *fyne.Container
	take             command
}

// choice is something that a touch puts in or takes out.
type choice struct {
	*kit.Button
	mine, english *kit.Text
	mark          *kit.Icon
}

func newChoice(look *kit.Look, a journey.Action) *choice {
	c := &choice{mark: kit.NewIcon(look, icons.Check, 40, kit.Blue)}
	c.mine = kit.NewText(look, kit.Type{Size: 32, Bold: true})
	c.english = kit.NewText(look, kit.Type{Size: 26, Colour: kit.QuietInk})
	words := kit.Column(look, 2, c.mine, c.english)
	c.Button = kit.NewButton(look, kit.CardFace, a, kit.Row(look, 22, words, c.mark, words))
	return c
}

// say puts words on the choice; chosen ones are marked and blue.
func (c *choice) say(mine, english string, chosen bool) {
	c.mine.Set(mine)
	if english == mine {
		english = ""
	}
	c.english.SetIn("en", english)
	face := kit.CardFace
	face.Low = 96
	if chosen {
		face.Fill, face.Stroke, face.StrokeWidth = kit.PaleBlue, kit.Blue, 4
	}
	visible(c.mark, chosen)
	c.Wear(face)
}

func newHandover(in stock) *handover {
	look := in.look
	s := &handover{english: in.english(), title: title(look), access: map[string]*choice{}}
	s.told = kit.NewPool(func() *choice { return newChoice(look, journey.Action{}) })
	s.text = kit.NewText(look, kit.Type{Size: 30, Colour: kit.QuietInk})
	s.lines = kit.Column(look, 16)
	s.add = kit.NewText(look, kit.Type{Size: 34, Bold: true})
	s.chips = kit.Grid(look, 16, 96, twoColumns(look, 700))
	for _, id := range handoff.Access() {
		c := newChoice(look, journey.Action{Kind: journey.ToggleAccess, Value: id})
		s.access[id] = c
		s.chips.Objects = append(s.chips.Objects, c.Button)
	}
	s.note = kit.NewText(look, kit.Type{Size: 30})
	s.share, s.unshare = newPrimary(look, journey.Share), newPlain(look, journey.Unshare)
	s.take = taking(look, journey.PaperHandover)
	right := kit.Column(look, 18, s.add, s.chips)
	split := kit.Split(look, 40, 0.46, 1250, kit.Top(s.lines), right)
	scroll := kit.NewScroll(look, kit.Column(look, 18, s.text, split)) // the text scrolls: large letters leave it no room
	s.foot = kit.Column(look, 12, s.note, kit.Wrap(look, 18, s.share.Button, s.unshare.Button, s.take.Button))
	s.whole = kit.InsetFill(look, 48, 24, kit.ColumnGrow(look, 18, scroll, s.title, scroll, s.foot))
	return s
}

func (s *handover) show(f glass.Frame, v glass.Handover, p locales.Printer) {
	s.title.Set(p.T("handover.title"))
	s.text.Set(p.T("handover.text"))
	s.add.Set(p.T("handover.add"))
	s.take.word.Set(p.T("take.title"))
	chosen := func(l handoff.Line) bool { return l.Kind == handoff.LineAccess } // among the others
	lines := slices.DeleteFunc(slices.Clone(v.Lines), chosen)
	kit.Fill(s.lines, s.told, lines, func(c *choice, l handoff.Line) fyne.CanvasObject {
		c.Does(journey.Action{Kind: journey.ToggleLine, Value: string(l.Kind)})
		c.say(wording.Told(p, l), wording.Told(s.english, l), !slices.Contains(v.Hidden, string(l.Kind)))
		return c.Button
	})
	for id, c := range s.access {
		c.say(p.T("access."+id), s.english.T("access."+id), slices.Contains(v.Access, id))
	}
	// What is shared is read at a console. Where only a bell calls, the resident shows this screen.
	live := f.Desk.Request != nil && !f.Desk.Request.Phase.Over() && f.Desk.Console
	s.share.word.Set(p.T("handover.share"))
	s.unshare.word.Set(p.T("handover.unshare"))
	visible(s.share, live && !v.Shared)
	visible(s.unshare, live && v.Shared)
	switch {
	case live && v.Shared:
		s.note.Set(p.T("handover.shared"))
	case !live:
		s.note.Set(p.T("handover.show"))
	}
	visible(s.note, !live || v.Shared)
}
