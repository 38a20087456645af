package kiosk

import (
	"context"

	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/tally"
)

// perform does what an effect asks for. It returns the answer to a question, and nil where
// nothing was asked.
func (c *Core) perform(ctx context.Context, e journey.Effect) journey.Event {
	now := c.opts.Now()
	switch e.Deed {
	case journey.DoLookUp:
		return c.visit.lookUp(ctx, e.Value)
	case journey.DoCheckPin:
		return c.lock.try(c.site.Pin, e.Value, now)
	case journey.DoSearch:
		l := c.visit.answers(ctx, c.state, c.opts.Clock.Believed(now))
		return journey.Listed{Lacks: tally.Lacks(l.found, c.state.Question(), l.from != nil)}
	case journey.DoOffer:
		return journey.Offered{Best: string(c.site.Rota.Offer(c.opts.Clock.Believed(now)).Best), Called: c.call.desk.Status(c.site.Kiosk).Listening}
	case journey.DoCall:
		return c.call.ask(c.state, c.visit.named)
	case journey.DoShare, journey.DoUnshare, journey.DoShareLanguage:
		c.call.share(e.Deed, c.state, c.visit.named)
	case journey.DoMeet:
		c.call.desk.Met(c.site.Kiosk)
	case journey.DoLeave:
		c.call.desk.Leave(c.site.Kiosk)
	case journey.DoBegin:
		c.opts.Counter.Begin(now)
	case journey.DoEnd:
		c.opts.Counter.End(now, e.Value)
	case journey.DoForget:
		c.forget()
	case journey.DoName:
		c.visit.name(e.Value)
	case journey.DoDiscard:
		c.opts.Memory.Discard()
	case journey.DoPrint:
		c.slips.print(c.taken(ctx, c.opts.Clock.Believed(now)))
	case journey.DoForgetPaper:
		c.slips.spool.Forget()
	case journey.DoInvite, journey.DoUninvite, journey.DoUnpair:
		c.pair(e)
	default: // it happened, and has been counted
	}
	return nil
}

// pair does what staff ask of the console.
func (c *Core) pair(e journey.Effect) {
	if c.opts.Console == nil {
		return
	}
	switch e.Deed { //nolint:exhaustive // the others are not the console's
	case journey.DoInvite:
		c.opts.Console.Invite()
	case journey.DoUninvite:
		c.opts.Console.Uninvite()
	case journey.DoUnpair:
		c.opts.Console.Withdraw(e.Value)
	}
}

// forget drops everything that was looked up in the visit that has ended.
func (c *Core) forget() {
	c.visit.forget()
	c.call.told = handoff.Call{}
	c.opts.Forgotten()
}
