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
	"frontdoor/kiosk/wording"
)

// taken makes what is taken away on the present screen.
func (r *Core) taken(ctx context.Context, now time.Time) takeaway.Paper {
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
func (r *Core) print(ctx context.Context) {
	p := r.taken(ctx, r.opts.Now())
	r.opts.Spool.Print(func(width, dpi int) *image.Gray {
		return takeaway.Draw(typeset.NewEngine(), p, width, dpi)
	})
}

// followPaper tells the journey of a slip once it is in somebody's hand, and of a fault.
func (r *Core) followPaper(ctx context.Context) {
	switch r.opts.Spool.State() {
	case printer.Printed:
		r.hear(ctx, journey.Printed{})
	case printer.NoPaper, printer.Gone, printer.Half, printer.Fault:
		r.hear(ctx, journey.NotPrinted{})
	case printer.Idle, printer.Printing:
	}
}
