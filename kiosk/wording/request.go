package wording

import (
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/needs"
	"frontdoor/locales"
)

// Request says how a call for a person goes: what is true now, and what the resident can do.
// Nothing of it is a promise of how long it takes.
func Request(p locales.Printer, q handoff.Request) (title, text string) {
	switch q.Phase {
	case handoff.Asked, handoff.Accepted, handoff.Coming, handoff.Here, handoff.Unanswered:
		return p.T("request." + string(q.Phase)), p.T("request." + string(q.Phase) + ".text")
	case handoff.Alerted:
		switch {
		case q.Missed > 0:
			text = p.T("request.missed")
		case q.Late:
			text = p.T("request.late")
		default:
			text = p.T("request.alerted.text")
		}
		return p.T("request.alerted"), text
	case handoff.Resolved, handoff.Withdrawn:
	}
	return "", ""
}

// Need says what a need is called.
func Need(p locales.Printer, id string) string { return p.T(needs.MessageID(id)) }

// Told says a line of the handover, as the resident would say it.
func Told(p locales.Printer, l handoff.Line) string {
	switch l.Kind {
	case handoff.LineLanguage, handoff.LineInterpreter:
		return p.T("handover."+string(l.Kind), "Language", p.Language(l.Value))
	case handoff.LineNeed:
		return p.T("handover.need", "Need", Need(p, l.Value))
	case handoff.LinePlace:
		if l.Value == handoff.NearKiosk {
			return p.T("handover.place.here")
		}
		return p.T("handover.place", "Postcode", phone(l.Value))
	case handoff.LineService:
		return p.T("handover.service", "Name", l.Value)
	case handoff.LineAccess:
		return p.T("access." + l.Value)
	}
	return ""
}
