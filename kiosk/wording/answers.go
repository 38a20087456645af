package wording

import (
	"strings"

	"frontdoor/kiosk/directory"
	"frontdoor/locales"
)

// Why says why an answer is in its place in a list; nothing where it is there because nothing
// else is.
func Why(p locales.Printer, a directory.Answer) string {
	var parts []string
	for _, r := range a.Reasons {
		if r == directory.ReasonRight && len(parts) > 0 {
			continue // its tag says which right
		}
		parts = append(parts, p.T("reason."+string(r)))
	}
	if len(parts) == 0 {
		return ""
	}
	return p.T("reason.why", "Reasons", strings.Join(parts[:min(len(parts), 3)], " · "))
}

// Kind says what a service is, and why it was in the list that it was picked from.
func Kind(p locales.Printer, a directory.Answer) string {
	kind := p.T("kind." + a.Service.Kind)
	if why := Why(p, a); why != "" {
		return kind + " · " + why
	}
	return kind
}

// Filter names what a resident can ask of every place in a list. lang is the resident's: beside
// it, the same choice is in English.
func Filter(p locales.Printer, f directory.Filter, lang string) string {
	switch f {
	case directory.FilterOpen:
		return p.T("reason.open")
	case directory.FilterFree:
		return p.T("fact.free")
	case directory.FilterStepFree:
		return p.T("fact.step-free")
	case directory.FilterLanguage:
		return p.T("fact.speaks", "Language", p.Language(lang))
	case directory.FilterNoProof:
		return p.T("filter.no-proof")
	}
	return string(f)
}

// LeftOut says what filters left out of a list, a sentence for each reason. What is not known
// is said as that, and never as a "no".
func LeftOut(p locales.Printer, left []directory.Left) string {
	var parts []string
	for _, l := range left {
		id := "left.fails"
		if l.Filter != "" {
			id = "left." + string(l.Filter)
		}
		parts = append(parts, p.N(id, l.Count))
	}
	return sentences(parts...)
}

// A Card is a right as it is shown at a desk, on the glass or on paper: in the resident's
// language and in English, with who says so.
type Card struct {
	Says    string
	English string // empty when Says is English
	Checked string // who says so and when, in the resident's language
	Stale   string // that it has to be checked; empty while it holds
}

// RightCard returns the words of a right.
func RightCard(p, english locales.Printer, c directory.Card) Card {
	card := Card{Says: p.T("right." + c.Right), English: english.T("right." + c.Right), Checked: Checked(p, c.Trust)}
	if p.Tag() == "en" {
		card.English = ""
	}
	if c.Trust.Assurer != "" {
		card.Checked += " (" + locales.Isolate(c.Trust.Assurer) + ")"
	}
	if c.Trust.Stale {
		card.Stale = p.T("trust.stale.nophone")
		if card.English != "" { // whoever reads only that has to know as well
			card.English = sentences(card.English, english.T("trust.stale.nophone"))
		}
	}
	return card
}
