package kiosk

import (
	"image"
	"slices"
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/printer"
	"frontdoor/kiosk/site"
	"frontdoor/kiosk/takeaway"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/wording"
)

// slips make what a resident takes away, and print it for one visit at a time.
type slips struct {
	spool  Spool
	words  Words // nil says nothing
	site   site.Site
	rights []directory.Right
	where  *time.Location
}

// A taking is what a slip is made from: what is taken, and what was looked up for it.
type taking struct {
	state  journey.State
	answer *directory.Answer // the service that is looked at
	found  directory.Found   // the list
	lines  []handoff.Line    // the handover
}

// paper makes what is taken away.
func (s *slips) paper(t taking, now time.Time) takeaway.Paper {
	if s.words == nil {
		return takeaway.Paper{}
	}
	from := takeaway.From{Site: s.site.Name, When: now.In(s.where)}
	if now.IsZero() {
		from.When = now
	}
	mine, english := s.words.Printer(t.state.Lang), s.words.Printer("en")
	switch t.state.Paper {
	case journey.PaperService:
		if t.answer != nil {
			return takeaway.Service(mine, english, from, *t.answer)
		}
	case journey.PaperPlan:
		return takeaway.Plan(mine, english, from, t.state.Leaf, t.found.Answers)
	case journey.PaperPerson:
		return takeaway.Person(mine, english, from, s.site.Rota.Offer(now))
	case journey.PaperRight:
		if c := directory.CardOf(s.rights, t.state.Right, now); c != nil {
			return takeaway.Right(mine, english, from, wording.RightCard(mine, english, *c))
		}
	case journey.PaperHandover:
		hidden := func(l handoff.Line) bool { return slices.Contains(t.state.Hidden, string(l.Kind)) }
		return takeaway.Handover(mine, english, from, slices.DeleteFunc(slices.Clone(t.lines), hidden))
	case journey.NoPaper:
	}
	return takeaway.Paper{}
}

// print begins to print. The slip is drawn where it is printed, by an engine of its own: the
// fonts of scripts that nobody prints are never read.
func (s *slips) print(p takeaway.Paper) {
	s.spool.Print(func(width, dpi int) *image.Gray {
		return takeaway.Draw(typeset.NewEngine(), p, width, dpi)
	})
}

// any reports whether there is a printer.
func (s *slips) any() bool {
	_, none := s.spool.(noPaper)
	return !none
}

// came returns what has come of the printing; nil while nothing has.
func (s *slips) came() journey.Event {
	switch s.spool.State() {
	case printer.Printed:
		return journey.Printed{}
	case printer.NoPaper, printer.Gone, printer.Half, printer.Fault:
		return journey.NotPrinted{}
	case printer.Idle, printer.Printing:
	}
	return nil
}
