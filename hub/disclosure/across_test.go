package disclosure_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"frontdoor/hub/disclosure"
	"frontdoor/internal/complete"
)

// lay returns what a reader of every page sees.
func lay(first, second [][]uint64) string {
	var b strings.Builder
	sites, all := disclosure.Across(first, second)
	for _, p := range append(sites, all) {
		for _, n := range slices.Concat(p.First, p.Second, []disclosure.Number{p.Total}) {
			b.WriteString(n.String())
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// TestNoSmallCountCanBeWorkedOutFromAllPagesAndTotals goes through every small pair of tables,
// as somebody does who has every page, knows this program, and tries every truth that would
// look the same.
func TestNoSmallCountCanBeWorkedOutFromAllPagesAndTotals(t *testing.T) {
	complete.NotQuick(t, "tries every truth for small tables")
	for _, c := range []struct {
		sites, days, outcomes int
		most                  uint64
	}{{1, 1, 1, 60}, {1, 2, 1, 60}, {2, 1, 1, 60}, {3, 1, 1, 24}, {1, 3, 1, 24}, {1, 2, 2, 20}, {2, 2, 1, 18}, {2, 1, 2, 16}, {2, 3, 1, 6}} {
		t.Run(fmt.Sprintf("%d sites, %d days, %d outcomes", c.sites, c.days, c.outcomes), func(t *testing.T) {
			t.Parallel()
			type truths struct{ least, most []uint64 }
			seen := map[string]*truths{}
			everyPair(c.sites, c.days, c.outcomes, c.most, func(first, second [][]uint64) {
				counts := slices.Concat(slices.Concat(first...), slices.Concat(second...))
				l := lay(first, second)
				have, ok := seen[l]
				if !ok {
					seen[l] = &truths{counts, slices.Clone(counts)}
					return
				}
				for i, n := range counts {
					have.least[i], have.most[i] = min(have.least[i], n), max(have.most[i], n)
				}
			})
			for l, have := range seen {
				if slices.Max(have.most[:c.sites*c.days]) == c.most {
					continue // more truths lie beyond what is gone through
				}
				for i := range have.least {
					if have.least[i] == have.most[i] && have.least[i] >= 1 && have.least[i] <= 7 {
						t.Errorf("%q can only be seen when number %d is %d", l, i+1, have.least[i])
						return
					}
				}
			}
		})
	}
}

// everyPair goes through every pair of tables whose sites have the same totals in both.
func everyPair(sites, days, outcomes int, most uint64, do func(first, second [][]uint64)) {
	everyGroup(sites*days, most, func(counts []uint64) {
		first, second := make([][]uint64, sites), make([][]uint64, sites)
		var split func(s int)
		split = func(s int) {
			if s == sites {
				do(first, second)
				return
			}
			first[s] = counts[s*days : (s+1)*days]
			var sum uint64
			for _, n := range first[s] {
				sum += n
			}
			if outcomes == 1 {
				second[s] = []uint64{sum}
				split(s + 1)
				return
			}
			for n := range sum + 1 {
				second[s] = []uint64{n, sum - n}
				split(s + 1)
			}
		}
		split(0)
	})
}

// A known is what a reader knows of a number: that it is one of those from least to most.
type known struct {
	least, most int
	small       bool
}

// knows returns what a reader knows of a number who was told which hidden ones of the sites are
// small.
func knows(n disclosure.Number, count uint64, total bool) known {
	switch {
	case count == 0:
		return known{}
	case !n.Hidden():
		return known{least: int(n.Value()) - 2, most: int(n.Value()) + 2}
	case total:
		return known{least: 1, most: 1 << 20}
	case count <= 7:
		return known{1, 7, true}
	}
	return known{least: 8, most: 1 << 20}
}

// A sheaf is all pages as a table with its totals in the last row and column, and how a reader
// works on it.
type sheaf [][]known

func sheafOf(counts [][]uint64, pages []disclosure.Page, all disclosure.Page, of func(disclosure.Page) []disclosure.Number) sheaf {
	var out sheaf
	sums := make([]uint64, len(counts[0])+1)
	for s, row := range counts {
		var line []known
		var sum uint64
		for c, n := range row {
			line = append(line, knows(of(pages[s])[c], n, false))
			sums[c] += n
			sum += n
		}
		sums[len(row)] += sum
		out = append(out, append(line, knows(pages[s].Total, sum, true)))
	}
	var last []known
	for c, n := range sums {
		shown := all.Total
		if c < len(counts[0]) {
			shown = of(all)[c]
		}
		last = append(last, knows(shown, n, true))
	}
	return append(out, last)
}

// tighten draws the bounds of parts and their sum, the last, tighter, and reports whether it could.
func tighten(line []*known) bool {
	sum, parts := line[len(line)-1], line[:len(line)-1]
	var least, most int
	for _, p := range parts {
		least, most = least+p.least, most+p.most
	}
	changed := false
	set := func(k *known, least, most int) {
		if least > k.least || most < k.most {
			k.least, k.most, changed = max(k.least, least), min(k.most, most), true
		}
	}
	set(sum, least, most)
	for _, p := range parts {
		set(p, sum.least-(most-p.most), sum.most-(least-p.least))
	}
	return changed
}

// work draws every bound as tight as rows and columns make it.
func (s sheaf) work() bool {
	changed := false
	for r := range s {
		var line []*known
		for c := range s[r] {
			line = append(line, &s[r][c])
		}
		changed = tighten(line) || changed
	}
	for c := range s[0] {
		var line []*known
		for r := range s {
			line = append(line, &s[r][c])
		}
		changed = tighten(line) || changed
	}
	return changed
}

// share tells two sheaves what is known of the totals that they share.
func share(a, b sheaf) {
	for r := range a {
		x, y := &a[r][len(a[r])-1], &b[r][len(b[r])-1]
		x.least, x.most = max(x.least, y.least), min(x.most, y.most)
		*y = *x
	}
}

// TestASmallCountCanBeOneAndCanBeSeven takes pages apart as somebody does who was told which of
// the hidden numbers are small, and draws bounds tighter until nothing changes. Every site has a
// busy day, so that there is room when enough is hidden.
func TestASmallCountCanBeOneAndCanBeSeven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sites, days := rapid.IntRange(1, 6).Draw(t, "sites"), rapid.IntRange(2, 7).Draw(t, "days")
		count := rapid.OneOf(rapid.Uint64Max(7), rapid.Uint64Range(6, 13), rapid.Uint64Max(90))
		first, second := make([][]uint64, sites), make([][]uint64, sites)
		for s := range sites {
			first[s] = rapid.SliceOfN(count, days, days).Draw(t, "days")
			first[s][0] += 60
			var sum uint64
			for _, n := range first[s] {
				sum += n
			}
			part := rapid.Uint64Max(20).Draw(t, "part")
			second[s] = []uint64{part, sum - part}
		}
		pages, all := disclosure.Across(first, second)
		a := sheafOf(first, pages, all, func(p disclosure.Page) []disclosure.Number { return p.First })
		b := sheafOf(second, pages, all, func(p disclosure.Page) []disclosure.Number { return p.Second })
		for range 40 {
			share(a, b)
			if x, y := a.work(), b.work(); !x && !y {
				break
			}
		}
		for _, table := range []sheaf{a, b} {
			for s, line := range table {
				for c, k := range line {
					if k.small && (k.least > 1 || k.most < 7) {
						t.Fatalf("%v and %v: number %d of site %d can only be %d to %d", first, second, c+1, s+1, k.least, k.most)
					}
				}
			}
		}
	})
}

// city draws the visits of sites by day and by how they ended: sites of every size, shut on
// Sundays, some of them new.
func city(seed uint64, sites, days int) (first, second [][]uint64) {
	r := rand.New(rand.NewPCG(seed, 1))
	first, second = make([][]uint64, sites), make([][]uint64, sites)
	for s := range sites {
		first[s], second[s] = make([]uint64, days), make([]uint64, 3)
		usual := math.Exp(2.8 + 0.8*r.NormFloat64()) // 16 visits on a day in the middle one
		begun := 0
		if r.IntN(10) == 0 {
			begun = r.IntN(days)
		}
		for d := begun; d < days; d++ {
			if d%7 == 6 {
				continue
			}
			first[s][d] = uint64(max(0, usual+math.Sqrt(usual)*r.NormFloat64()))
			for range first[s][d] {
				switch p := r.IntN(1000); {
				case p < 700:
					second[s][0]++
				case p < 995:
					second[s][1]++
				default:
					second[s][2]++
				}
			}
		}
	}
	return first, second
}

// TestACityLosesLittle compares what is shown of 60 sites with what each page by itself would
// show, and prints it.
func TestACityLosesLittle(t *testing.T) {
	for _, days := range []int{7, 30} {
		var alone, cells, of, totals, columns int
		first, second := city(1, 60, days)
		pages, all := disclosure.Across(first, second)
		for s, p := range pages {
			by, _ := disclosure.Suppress(first[s])
			for d, n := range first[s] {
				if n > 0 {
					of++
					alone += visible(by[d])
					cells += visible(p.First[d])
				}
			}
			totals += visible(p.Total)
		}
		for _, n := range all.First {
			columns += visible(n)
		}
		t.Logf("%d days: %d of %d numbers by site and day are shown, %d when each page is by itself; %d of 60 sites' totals, %d days of all, the total of all: %v",
			days, cells, of, alone, totals, columns, all.Total)
		if cells*100 < alone*95 || totals < 54 || columns < days || all.Total.Hidden() {
			t.Error("the pages of a city are too empty")
		}
	}
}

func visible(n disclosure.Number) int {
	if n.Hidden() {
		return 0
	}
	return 1
}

func TestNoSitesHaveEmptyPages(t *testing.T) {
	if sites, all := disclosure.Across(nil, nil); len(sites) != 0 || all.Total.String() != "0" {
		t.Error(sites, all)
	}
}

func BenchmarkAcross(b *testing.B) {
	for _, c := range []struct{ sites, days int }{{60, 30}, {200, 31}, {200, 90}} {
		first, second := city(1, c.sites, c.days)
		b.Run(fmt.Sprintf("%d sites, %d days", c.sites, c.days), func(b *testing.B) {
			for b.Loop() {
				disclosure.Across(first, second)
			}
		})
	}
}
