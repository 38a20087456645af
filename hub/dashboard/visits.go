package dashboard

import (
	"slices"
	"time"

	"frontdoor/hub/disclosure"
	"frontdoor/hub/store"
	"frontdoor/kiosk/usage"
)

// here returns the totals of the chosen site, or all.
func (r *report) here(all store.Totals) store.Totals {
	if r.Site == "" {
		return all
	}
	ofSite := func(cells []store.Cell) (out []store.Cell) {
		for _, c := range cells {
			if c.Site == r.Site {
				out = append(out, c)
			}
		}
		return out
	}
	return store.Totals{Cells: ofSite(all.Cells), Undated: ofSite(all.Undated)}
}

// visits fills in the visits and the chart, and returns the tables of visits by site and by how
// they ended. Whatever page is asked for, all of them are decided at once: their totals are
// on one another.
func (r *report) visits(all store.Totals) (bySite, outcomes table) {
	sites, ends := r.places(all)
	span := r.span(all.Hours)
	days, ended := make([][]uint64, len(sites)), make([][]uint64, len(sites))
	for i := range sites {
		days[i], ended[i] = make([]uint64, len(span.starts)), make([]uint64, len(ends))
	}
	for _, h := range all.Hours {
		site, _ := slices.BinarySearch(sites, h.Site)
		days[site][span.at(h.Hour)] += h.Count
	}
	for _, c := range all.Cells {
		if c.Dimension == usage.Outcome {
			site, _ := slices.BinarySearch(sites, c.Site)
			end, _ := slices.BinarySearch(ends, c.Value)
			ended[site][end] += c.Count
		}
	}
	pages, page := disclosure.Across(days, ended)
	if len(sites) == 0 {
		page.First = make([]disclosure.Number, len(span.starts))
	}
	totals := make([]disclosure.Number, len(sites))
	for i, p := range pages {
		totals[i] = p.Total
		if sites[i] == r.Site {
			page = p
		}
	}
	r.Visits = page.Total
	r.Chart = chart{Unit: span.unit}
	r.Chart.draw(span.starts, page.First, r.now)
	outcomes = r.rowsOf(usage.Outcome, ends, page.Second)
	outcomes.Rows = slices.DeleteFunc(outcomes.Rows, func(row row) bool { return row.Number == disclosure.Number{} })
	return r.rowsOf("site", sites, totals), outcomes
}

// places returns the sites, including those that have not counted yet, and the ways in which visits
// ended, each in order.
func (r *report) places(all store.Totals) (sites, ends []string) {
	for _, s := range r.Sites[1:] {
		sites = append(sites, s.Name)
	}
	for _, h := range all.Hours {
		sites = append(sites, h.Site)
	}
	for _, c := range all.Cells {
		if c.Dimension == usage.Outcome {
			sites, ends = append(sites, c.Site), append(ends, c.Value)
		}
	}
	slices.Sort(sites)
	slices.Sort(ends)
	return slices.Compact(sites), slices.Compact(ends)
}

// A span is the days or months of the chart. It is the same on the pages of all sites.
type span struct {
	unit   string
	starts []time.Time
	hours  []usage.Hour // in which they begin
}

// at returns the day or month of an hour.
func (s *span) at(h usage.Hour) int {
	at, begins := slices.BinarySearch(s.hours, h)
	if begins {
		return at
	}
	return at - 1
}

// span returns the days of the period, up to the last that was counted.
func (r *report) span(hours []store.HourCount) span {
	first, last := midnight(r.now, 0), midnight(r.now, 0)
	if len(hours) > 0 {
		first = midnight(hours[0].Hour.Time().In(r.now.Location()), 0)
		if t := midnight(hours[len(hours)-1].Hour.Time().In(r.now.Location()), 0); t.After(last) {
			last = t
		}
	}
	if r.Period.days > 0 {
		first = midnight(r.now, 1-r.Period.days)
	}
	s := span{unit: "day"}
	next := func(t time.Time) time.Time { return midnight(t, 1) }
	if last.Sub(first) > mostDays*24*time.Hour {
		s.unit = "month"
		first = time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, first.Location())
		next = func(t time.Time) time.Time { return t.AddDate(0, 1, 0) }
	}
	for t := first; !t.After(last); t = next(t) {
		s.starts, s.hours = append(s.starts, t), append(s.hours, usage.HourOf(t))
	}
	return s
}
