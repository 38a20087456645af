package kiosk

import (
	"context"
	"image"
	"slices"
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/printer"
	"frontdoor/kiosk/takeaway"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/usage"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// A Paper prints for one visit at a time. A printer.Spool is one. None of its methods waits.
type Paper interface {
	Press
	PressWatch
}

// A Press prints, and forgets.
type Press interface {
	Print(d printer.Drawing)
	Forget() // a new visit has begun, or nobody is there: what is under way is taken back
}

// A PressWatch tells how the printing goes.
type PressWatch interface {
	State() printer.State
	Changed() <-chan struct{} // closed at the next change
}

// noPaper is the printer of a site that has none.
type noPaper struct{}

func (noPaper) Print(printer.Drawing)    {}
func (noPaper) Forget()                  {}
func (noPaper) State() printer.State     { return printer.Idle }
func (noPaper) Changed() <-chan struct{} { return nil }

// taken makes what is taken away on the present screen.
func (r *Runtime) taken(ctx context.Context, now time.Time) takeaway.Paper {
	if r.opts.Words == nil {
		return takeaway.Paper{}
	}
	s := r.state
	from := takeaway.From{Site: r.site.Name, When: now.In(r.opts.Location)}
	mine, english := r.opts.Words.Printer(s.Lang), r.opts.Words.Printer("en")
	switch s.Paper {
	case journey.PaperService:
		if a := r.answer(ctx, now); a != nil {
			return takeaway.Service(mine, english, from, *a)
		}
	case journey.PaperPlan:
		return takeaway.Plan(mine, english, from, s.Leaf, r.answers(ctx, now).found.Answers)
	case journey.PaperPerson:
		return takeaway.Person(mine, english, from, r.site.Rota.Offer(now))
	case journey.PaperRight:
		if c := directory.CardOf(r.opts.Rights, s.Right, now); c != nil {
			return takeaway.Right(mine, english, from, wording.RightCard(mine, english, *c))
		}
	case journey.PaperHandover:
		hidden := func(l handoff.Line) bool { return slices.Contains(s.Hidden, string(l.Kind)) }
		return takeaway.Handover(mine, english, from, slices.DeleteFunc(r.lines(), hidden))
	case journey.NoPaper:
	}
	return takeaway.Paper{}
}

// print begins to print what is taken away. The slip is drawn where it is printed, by an
// engine of its own: the fonts of scripts that nobody prints are never read.
func (r *Runtime) print(ctx context.Context, a journey.Action) {
	if a.Kind != journey.Print || r.state.Screen != journey.Take {
		return
	}
	p := r.taken(ctx, time.Now())
	r.opts.Paper.Print(func(width, dpi int) *image.Gray {
		return takeaway.Draw(typeset.NewEngine(), p, width, dpi)
	})
}

// followPaper counts a slip once it is in somebody's hand.
func (r *Runtime) followPaper() {
	switch r.opts.Paper.State() {
	case printer.Printed:
		r.tally(usage.Format, usage.Paper)
	case printer.NoPaper, printer.Gone, printer.Half, printer.Fault:
		r.opts.Note(time.Now(), usage.Health, usage.PrinterFault)
	case printer.Idle, printer.Printing:
	}
}

// Words gives the printers of messages. A locales.Catalogue is one.
type Words interface {
	Printer(tag string) locales.Printer
}
