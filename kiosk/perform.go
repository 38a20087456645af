package kiosk

import (
	"context"
	"errors"

	"frontdoor/kiosk/directory"
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
		return c.lookUp(ctx, e.Value)
	case journey.DoCheckPin:
		return c.lock.try(c.site.Pin, e.Value, now)
	case journey.DoSearch:
		l := c.answers(ctx, now)
		return journey.Listed{Lacks: tally.Lacks(l.found, c.state.Question(), l.from != nil)}
	case journey.DoOffer:
		return journey.Offered{Best: string(c.site.Rota.Offer(now).Best), Called: c.opts.Desk.Status(c.site.Kiosk).Listening}
	case journey.DoCall:
		return c.call()
	case journey.DoShare, journey.DoUnshare, journey.DoShareLanguage:
		c.share(e.Deed)
	case journey.DoMeet:
		c.opts.Desk.Met(c.site.Kiosk)
	case journey.DoLeave:
		c.opts.Desk.Leave(c.site.Kiosk)
	case journey.DoBegin:
		c.opts.Counter.Begin(now)
	case journey.DoEnd:
		c.opts.Counter.End(now, e.Value)
	case journey.DoForget:
		c.forget()
	case journey.DoName:
		if l := c.listed(e.Value); l != nil {
			c.named = l.Service.Name
		}
	case journey.DoDiscard:
		c.opts.Memory.Discard()
	case journey.DoPrint:
		c.print(ctx)
	case journey.DoForgetPaper:
		c.opts.Spool.Forget()
	case journey.DoInvite, journey.DoUninvite, journey.DoUnpair:
		c.pair(e)
	default: // it happened, and has been counted
	}
	return nil
}

// lookUp turns what is typed into a place that the directory knows, or into what is wrong.
func (c *Core) lookUp(ctx context.Context, typed string) journey.Event {
	_, canonical, err := c.dir.Place(ctx, typed)
	switch {
	case err == nil:
		return journey.Found{Postcode: canonical}
	case errors.Is(err, directory.ErrMalformed):
		return journey.NotFound{Fault: journey.Malformed}
	case !errors.Is(err, directory.ErrUnknownPostcode):
		c.opts.Log.Error("the pack could not be read for a postcode", "err", err)
	}
	return journey.NotFound{Fault: journey.Unknown}
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
func (c *Core) forget() { c.cached, c.named, c.told = nil, "", handoff.Call{} }
