package kiosk

import (
	"context"
	"slices"
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/site"
)

// A picture is what every screen is built from: plain values at one moment. Its methods are
// pure, and each builds one screen. What a screen needs beside it is looked up by the core and
// given to the method.
//
// A new screen is one method and one row of the list above it, in the file of its theme.
type picture struct {
	state  journey.State
	site   site.Site
	now    time.Time
	tree   *needs.Tree
	rights []directory.Right // that can be shown at a desk
}

// A builder builds one screen.
type builder struct {
	id    journey.Screen
	build func(ctx context.Context, c *Core, p picture) glass.Screen
}

// plain is a screen that needs nothing but the picture.
func plain[S glass.Screen](build func(picture) S) builder {
	var zero S
	return builder{zero.ID(), func(_ context.Context, _ *Core, p picture) glass.Screen { return build(p) }}
}

// with is a screen that needs something looked up.
func with[X any, S glass.Screen](look func(*Core, context.Context, time.Time) X, build func(picture, X) S) builder {
	var zero S
	return builder{zero.ID(), func(ctx context.Context, c *Core, p picture) glass.Screen {
		return build(p, look(c, ctx, p.now))
	}}
}

// builders returns how every screen is built.
func builders() []builder {
	return slices.Concat(visitScreens(), findingScreens(), peopleScreens(), bookScreens(), staffScreens())
}

// frame builds what is the same on every screen, but for what only the core knows: the clock
// of the place, the turn of the greeting, notices, and how long a warning still lasts.
func (p picture) frame(desk handoff.Status) glass.Frame {
	s := p.state
	return glass.Frame{
		Site: p.site.Name, Lang: s.Lang, Size: s.Size, Assist: s.Assist, Warning: s.Warning,
		Offer: p.site.Rota.Offer(p.now), Desk: told(desk),
		QuickExit: s.QuickExit(),
	}
}

// told returns how a call goes without what is shared by it: that is the desk's business, and
// it may hold a postcode.
func told(s handoff.Status) handoff.Status {
	if q := s.Request; q != nil {
		s.Request = &handoff.Request{Phase: q.Phase, Late: q.Late, Missed: q.Missed}
	}
	return s
}
