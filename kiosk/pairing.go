package kiosk

import (
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
)

// A Console is what the staff's screen needs of the desk's console. None of its methods
// waits for a network.
type Console interface {
	Inviter
	Pairs
}

// An Inviter makes a code that pairs one device.
type Inviter interface {
	Invite()
	Uninvite()
	Invited() handoff.Invitation
}

// Pairs are the devices that are paired.
type Pairs interface {
	Paired() []string
	Withdraw(device string)
}

// pair makes a code when staff ask for one, and ends it when they leave its screen: a code
// that nobody looks at pairs nothing.
func (r *Runtime) pair(before journey.State, a journey.Action) {
	c := r.opts.Console
	if c == nil {
		return
	}
	there := r.state.Screen == journey.Pairing
	switch {
	case there && (before.Screen != journey.Pairing || a.Kind == journey.ShowPairing):
		c.Invite()
	case !there && before.Screen == journey.Pairing:
		c.Uninvite()
	case there && a.Kind == journey.Withdraw && !before.Warning:
		c.Withdraw(a.Value)
	}
}
