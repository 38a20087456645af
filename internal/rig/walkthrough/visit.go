package walkthrough

import (
	"context"
	"fmt"
)

// A Visit is the main way through the kiosk, as one resident goes it.
type Visit struct {
	Lang, Top, Leaf string
	Postcode        string                                       // as it is typed, without a space
	Look            func(ctx context.Context, name string) error // on every screen; may be nil
}

// An Account is what a visit met.
type Account struct {
	Results Seen // the list of services
	Service Seen // the first of them
	Person  Seen // how to talk to a person
}

// Visit goes from the greeting to a service and a person, and finishes.
func (w Walker) Visit(ctx context.Context, v Visit) (Account, error) {
	var met Account
	look := func(name string) error {
		if v.Look == nil {
			return nil
		}
		return v.Look(ctx, name)
	}
	steps := []struct {
		action, value, screen string
		seen                  *Seen
	}{
		{"touch", "", "languages", nil},
		{"pick-language", v.Lang, "needs", nil},
		{"pick-top", v.Top, "leaves", nil},
		{"pick-leaf", v.Leaf, "place", nil},
		{"type", v.Postcode, "place", nil},
		{"near-postcode", "", "results", &met.Results},
		{"pick-service", "", "service", &met.Service},
		{"ask-person", "", "person", &met.Person},
		{"back", "", "service", nil},
		{"finish", "", "finished", nil},
	}
	if _, err := w.At(ctx, "attract"); err != nil {
		return met, err
	}
	if err := look("attract"); err != nil {
		return met, err
	}
	for _, s := range steps {
		var at Seen
		var err error
		if s.action == "type" {
			at, err = w.Type(ctx, s.action, s.value)
		} else {
			at, err = w.Go(ctx, s.action, s.value, s.screen)
		}
		if err != nil {
			return met, fmt.Errorf("visit in %s: %w", v.Lang, err)
		}
		if s.seen != nil {
			*s.seen = at
		}
		if err := look(s.screen); err != nil {
			return met, err
		}
	}
	return met, nil
}
