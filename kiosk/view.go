package kiosk

import (
	"context"
	"slices"
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/takeaway"
	"frontdoor/kiosk/usage"
)

func (c *Core) show(ctx context.Context, g Glass) { g.Show(c.view(ctx, c.opts.Now())) }

// view returns the whole picture for the present state.
func (c *Core) view(ctx context.Context, now time.Time) glass.View {
	p := picture{state: c.state, site: c.site, now: c.opts.Clock.Believed(now), tree: c.tree, rights: c.opts.Rights}
	v := glass.View{Frame: p.frame(c.call.desk.Status(c.site.Kiosk)), Screen: c.screen(ctx, p)}
	local := now.In(c.opts.Location)
	v.Clock = directory.Clock(local.Hour()*60 + local.Minute())
	if p.now.IsZero() {
		v.Clock = glass.NoClock
	}
	v.Greeting = c.greet
	v.Notice = len(c.notices()) > 0
	if v.Warning {
		left := c.opts.WarnFor - now.Sub(c.warned)
		v.Left = max(int((left+time.Second-1)/time.Second), 1)
	}
	return v
}

// screen builds the present screen; nil for one that nobody can build, which the glass says.
func (c *Core) screen(ctx context.Context, p picture) glass.Screen {
	for _, b := range builders() {
		if b.id == p.state.Screen {
			return b.build(ctx, c, p)
		}
	}
	c.opts.Log.Error("a screen cannot be built", "screen", p.state.Screen.String())
	return nil
}

// What screens need beside the state is looked up by these.

// notices returns what staff should know now.
func (c *Core) notices() []glass.Notice {
	if c.opts.Live == nil {
		return c.opts.Notices
	}
	return slices.Concat(c.opts.Notices, c.opts.Live())
}

func (c *Core) found(ctx context.Context, now time.Time) directory.Found {
	return c.visit.answers(ctx, c.state, now).found
}

func (c *Core) answer(ctx context.Context, now time.Time) *directory.Answer {
	return c.visit.answer(ctx, c.state, now)
}

func (c *Core) handover(context.Context, time.Time) []handoff.Line {
	return lines(c.state, c.visit.named)
}

func (c *Core) taken(ctx context.Context, now time.Time) takeaway.Paper {
	t := taking{state: c.state, lines: lines(c.state, c.visit.named)}
	switch c.state.Paper {
	case journey.PaperService:
		t.answer = c.answer(ctx, now)
	case journey.PaperPlan:
		t.found = c.found(ctx, now)
	case journey.NoPaper, journey.PaperPerson, journey.PaperRight, journey.PaperHandover:
	}
	return c.slips.paper(t, now)
}

func (c *Core) takeable(ctx context.Context, now time.Time) takeable {
	t := takeable{card: c.taken(ctx, now).Card, printer: c.slips.any(), press: c.slips.spool.State()}
	if c.state.Paper == journey.PaperService {
		t.answer = c.answer(ctx, now)
	}
	return t
}

func (c *Core) memory(_ context.Context, now time.Time) memory {
	return memory{c.opts.Memory.Remembered(now), c.opts.Memory.Waiting()}
}

func (c *Core) upkeep(context.Context, time.Time) upkeep {
	return upkeep{console: c.opts.Console != nil, notices: c.notices()}
}

func (c *Core) pairs(context.Context, time.Time) pairs {
	if c.opts.Console == nil {
		return pairs{}
	}
	return pairs{c.opts.Console.Invited(), c.opts.Console.Paired()}
}

// A memory is what is counted of the visit, and what waits for the hub.
type memory struct {
	counted []usage.Cell
	waiting usage.Waiting
}
