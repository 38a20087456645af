package directory

import (
	"slices"
	"strings"

	"frontdoor/kiosk/needs"
)

// candidates are what was read for a query, each group in its order.
type candidates struct{ hidden, near, everywhere, astray []*Answer }

// keeping returns the candidates that are as filters ask.
func (c candidates) keeping(asked []Filter, lang string) candidates {
	if len(asked) == 0 {
		return c
	}
	fits := func(list []*Answer) []*Answer {
		return slices.DeleteFunc(slices.Clone(list), func(a *Answer) bool {
			_, out := judge(a, asked, lang)
			return out
		})
	}
	return candidates{fits(c.hidden), fits(c.near), fits(c.everywhere), fits(c.astray)}
}

func (c candidates) all() []*Answer {
	return slices.Concat(c.hidden, c.near, c.everywhere, c.astray)
}

// list puts the groups behind one another, no longer than the limit.
func (c candidates) list(q Query) []*Answer {
	limit := q.Limit
	if limit <= 0 {
		limit = DefaultLimit
	}
	hidden := c.hidden[:min(len(c.hidden), limit)]
	limit -= len(hidden)
	urgent := strings.HasPrefix(q.Need, "urgent/") || needs.Danger(q.Need)
	share := min(len(c.everywhere), nationalLimit, limit)
	if !urgent { // a short list is still of what is near
		share = min(share, max(limit/2, limit-len(c.near)))
	}
	everywhere := c.everywhere[:share]
	near := c.near[:min(len(c.near), limit-share)]
	list := slices.Concat(hidden, near, everywhere)
	if urgent {
		list = slices.Concat(hidden, everywhere, near)
	}
	return append(list, c.astray[:min(len(c.astray), limit+len(hidden)-len(list))]...)
}

// found makes what a resident is shown.
func (c candidates) found(q Query) Found {
	fitting := c.keeping(q.Filters, q.Lang)
	all := c.all()
	f := Found{All: len(all), Left: leftOut(all, q.Filters, q.Lang)}
	for _, a := range fitting.list(q) {
		f.Answers = append(f.Answers, *a)
	}
	for i := range f.Answers {
		f.Answers[i].unplaced()
	}
	f.More = len(fitting.all()) - len(f.Answers)
	f.Choices = c.choices(q)
	near := closest(f.Answers)
	for i := range f.Answers {
		f.Answers[i].Reasons = reasons(&f.Answers[i], q, q.From != nil && i == near)
	}
	return f
}

// closest returns the answer that is least far away; -1 where no distance is known.
func closest(answers []Answer) int {
	at := -1
	for i, a := range answers {
		if a.Metres >= 0 && (at < 0 || a.Metres < answers[at].Metres) {
			at = i
		}
	}
	return at
}

// choices returns the filters that can be touched: those that are on, and those that would
// leave something out. Nobody in danger is asked to choose.
func (c candidates) choices(q Query) []Choice {
	all := c.all()
	if len(all) < fewest || needs.Danger(q.Need) {
		return nil
	}
	var out []Choice
	for _, f := range filters {
		on := slices.Contains(q.Filters, f)
		changes := slices.ContainsFunc(all, func(a *Answer) bool { return a.Meets(f, q.Lang) != Meets })
		if f == FilterLanguage && !foreign(q.Lang) || !on && !changes {
			continue
		}
		asked := q.Filters
		if !on {
			asked = append(slices.Clone(asked), f)
		}
		out = append(out, Choice{f, on, len(c.keeping(asked, q.Lang).list(q))})
	}
	return out
}
