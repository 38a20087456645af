package kiosk

import (
	"unicode/utf8"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
)

// staffScreens are those for the people who work at the site.
func staffScreens() []builder {
	return []builder{
		with((*Core).upkeep, picture.staff),
		plain(picture.pin),
		with((*Core).pairs, picture.pairing),
	}
}

// An upkeep is what staff are told of the kiosk and can do with it.
type upkeep struct {
	console bool // telephones and tablets can be paired
	notices []glass.Notice
}

func (p picture) staff(u upkeep) glass.Staff {
	return glass.Staff{Unlocked: p.state.Unlocked, Locked: p.site.Pin == "", Console: u.console, Notices: u.notices}
}

func (p picture) pin() glass.Pin {
	return glass.Pin{Typed: utf8.RuneCountInString(p.state.Typed), Fault: p.state.Fault}
}

// pairs are what is paired with the desk, and how to pair more.
type pairs struct {
	invite  handoff.Invitation
	devices []string
}

func (p picture) pairing(is pairs) glass.Pairing {
	return glass.Pairing{Invite: is.invite, Devices: is.devices}
}
