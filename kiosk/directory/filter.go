package directory

import "slices"

// A Filter is what a resident asks of every place in a list: a touch puts it on, and one more
// takes it away. Its words are chosen by wording.
type Filter string

// The filters, in the order in which they are offered.
const (
	FilterOpen     Filter = "open"      // open at this moment
	FilterFree     Filter = "free"      // costs nothing
	FilterStepFree Filter = "step-free" // no steps on the way in
	FilterLanguage Filter = "language"  // staff speak the resident's language
	FilterNoProof  Filter = "no-proof"  // no proof of address is needed
)

var filters = [...]Filter{FilterOpen, FilterFree, FilterStepFree, FilterLanguage, FilterNoProof}

// Filters returns every filter, in the order in which they are offered.
func Filters() []Filter { return slices.Clone(filters[:]) }

// A Verdict reports whether an answer is as a filter asks. What is not known is no "no".
type Verdict int

// The verdicts.
const (
	NotKnown Verdict = iota
	Fails
	Meets
)

// Meets reports whether an answer is as a filter asks. A fact that is past its expiry still
// counts: its answer says "phone to check" wherever it is, and leaving it out would say
// that nobody knows more than that. Hours are the exception: old ones are not known at all.
func (a *Answer) Meets(f Filter, lang string) Verdict {
	s := &a.Service
	switch f {
	case FilterOpen:
		return openVerdict(a.Open.State)
	case FilterFree:
		if s.Cost == nil {
			return NotKnown
		}
		return verdict(s.Cost.Free)
	case FilterStepFree:
		if s.Everywhere && s.Location == nil {
			return Meets // there is nowhere to climb to
		}
		return known(s.StepFree)
	case FilterLanguage:
		if s.Languages == nil {
			return NotKnown
		}
		return verdict(s.speaks(lang))
	case FilterNoProof:
		switch {
		case slices.Contains(s.Rights, noProofRight):
			return Meets
		case s.Documents == nil:
			return NotKnown
		default:
			return verdict(!slices.Contains(s.Documents, proofOfAddress))
		}
	}
	return NotKnown
}

// The right, and the paper, that decide whether a proof of address is needed.
const (
	noProofRight   = "gp-no-proof"
	proofOfAddress = "proof-of-address"
)

func openVerdict(s OpenState) Verdict {
	switch s {
	case OpenNow, ClosingSoon, OpenAlways:
		return Meets
	case Closed, ByAppointment, PhoneOnly: // the door is shut to callers
		return Fails
	case HoursUnknown, HolidayHours:
	}
	return NotKnown
}

func verdict(yes bool) Verdict {
	if yes {
		return Meets
	}
	return Fails
}

func known(fact *bool) Verdict {
	if fact == nil {
		return NotKnown
	}
	return verdict(*fact)
}

// A Choice is a filter that would change a list, and how many answers the list has with it.
type Choice struct {
	Filter Filter
	On     bool
	Leaves int
}

// A Left is how many of a list were left out for one reason. Filter is the filter under which
// nothing is known of them; it is empty for those that are known not to fit.
type Left struct {
	Filter Filter
	Count  int
}

// fewest is how many there are at least in a list from which a resident can choose. A shorter
// one is read as it is.
const fewest = 4

// judge says under which of the filters an answer is left out: the empty verdict of a Left
// where one is known to fail, or else the first that nothing is known about.
func judge(a *Answer, asked []Filter, lang string) (why Left, out bool) {
	for _, f := range asked {
		switch a.Meets(f, lang) {
		case Fails:
			return Left{Count: 1}, true
		case NotKnown:
			if !out {
				why, out = Left{f, 1}, true
			}
		case Meets:
		}
	}
	return why, out
}

// leftOut adds up what filters leave out, what is known not to fit first.
func leftOut(all []*Answer, asked []Filter, lang string) []Left {
	counts := map[Filter]int{}
	for _, a := range all {
		if why, out := judge(a, asked, lang); out {
			counts[why.Filter]++
		}
	}
	var left []Left
	for _, f := range append([]Filter{""}, filters[:]...) {
		if n := counts[f]; n > 0 {
			left = append(left, Left{f, n})
		}
	}
	return left
}
