package tally

import (
	"slices"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/usage"
)

// Lacks returns what a resident did not find in a list, as values of usage.Unmet: none for a
// list that answers them. placed reports whether it is known where the resident looks from.
// What is not known of a place is not a reason. Of people in danger nothing is counted beyond
// that nothing was there.
func Lacks(found directory.Found, q journey.Question, placed bool) []string {
	if len(found.Answers) == 0 {
		if found.All == 0 || len(q.Filters) == 0 {
			return []string{usage.NoneFound}
		}
		var why []string
		for _, f := range q.Filters {
			why = append(why, missing(directory.Filter(f)))
		}
		return why
	}
	if needs.Danger(q.Leaf) {
		return nil
	}
	every := func(is func(directory.Answer) bool) bool {
		return !slices.ContainsFunc(found.Answers, func(a directory.Answer) bool { return !is(a) })
	}
	var why []string
	if every(func(a directory.Answer) bool { return a.Open.State == directory.Closed }) {
		why = append(why, usage.NoneOpen)
	}
	if placed && every(func(a directory.Answer) bool { return a.Metres >= 0 && a.Walk < 0 }) {
		why = append(why, usage.TooFar)
	}
	if q.Lang != "en" && every(func(a directory.Answer) bool {
		interpreted := a.Service.Interpreting != nil && *a.Service.Interpreting
		return a.Meets(directory.FilterLanguage, q.Lang) == directory.Fails && !interpreted
	}) {
		why = append(why, usage.NotInLanguage)
	}
	return why
}

// missing returns what was missing when a filter left nothing.
func missing(f directory.Filter) string {
	switch f {
	case directory.FilterOpen:
		return usage.NoneOpen
	case directory.FilterFree:
		return usage.NoneFree
	case directory.FilterStepFree:
		return usage.NoneStepFree
	case directory.FilterLanguage:
		return usage.NotInLanguage
	case directory.FilterNoProof:
		return usage.ProofNeeded
	}
	return usage.NoneFound
}
