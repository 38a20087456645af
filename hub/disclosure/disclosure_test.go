package disclosure_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"frontdoor/hub/disclosure"
	"frontdoor/internal/complete"
)

// look returns what a reader sees of a group.
func look(counts []uint64) string {
	shown, total := disclosure.Suppress(counts)
	all := make([]string, 0, len(shown)+1)
	for _, n := range append(shown, total) {
		all = append(all, n.String())
	}
	return strings.Join(all, " ")
}

func TestSmallCountsAreHiddenAndOthersRounded(t *testing.T) {
	cases := map[string]struct {
		counts []uint64
		want   string // the counts, then the total
	}{
		"nothing":                          {nil, "0"},
		"nought stays":                     {[]uint64{0, 0}, "0 0 0"},
		"one to seven are hidden":          {[]uint64{1, 7, 100}, "* * 100 110"},
		"eight is shown as ten":            {[]uint64{8, 12, 13}, "10 10 15 35"},
		"a total is rounded for itself":    {[]uint64{11, 11, 11}, "10 10 10 35"},
		"a small total is hidden":          {[]uint64{2, 3}, "* * *"},
		"one alone takes the next with it": {[]uint64{3, 50, 20}, "* 50 * 75"},
		"the one there is":                 {[]uint64{4, 0}, "* 0 *"},
		"twelve ones do not add up to ten": {slices.Repeat([]uint64{1}, 12), strings.Repeat("* ", 12) + "*"},
		"four sevens":                      {[]uint64{7, 7, 7, 7}, "* * * * *"},
		"many small ones":                  {slices.Repeat([]uint64{3}, 20), strings.Repeat("* ", 20) + "60"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := look(c.counts); got != c.want {
				t.Errorf("%v is shown as %q, want %q", c.counts, got, c.want)
			}
		})
	}
}

// TestNoSmallCountCanBeWorkedOut goes through every group of up to four counts, as somebody
// does who knows this program and tries every truth that would look the same.
func TestNoSmallCountCanBeWorkedOut(t *testing.T) {
	for size, most := range map[int]uint64{1: 60, 2: 60, 3: 24, 4: 20} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			type truths struct{ least, most []uint64 }
			seen := map[string]*truths{}
			everyGroup(size, most, func(counts []uint64) {
				l := look(counts)
				have, ok := seen[l]
				if !ok {
					seen[l] = &truths{slices.Clone(counts), slices.Clone(counts)}
					return
				}
				for i, c := range counts {
					have.least[i], have.most[i] = min(have.least[i], c), max(have.most[i], c)
				}
			})
			for l, have := range seen {
				if slices.Max(have.most) == most {
					continue // more truths lie beyond what is gone through
				}
				for i := range have.least {
					if have.least[i] == have.most[i] && have.least[i] >= 1 && have.least[i] <= 7 {
						t.Fatalf("%q can only be seen when number %d is %d", l, i+1, have.least[i])
					}
				}
			}
		})
	}
}

func everyGroup(size int, most uint64, do func([]uint64)) {
	counts := make([]uint64, size)
	for {
		do(counts)
		i := 0
		for i < size && counts[i] == most {
			counts[i] = 0
			i++
		}
		if i == size {
			return
		}
		counts[i]++
	}
}

// TestALargeGroupHasMoreThanOneTruth draws groups that are too large to go through, and looks
// for a truth nearby that looks the same and in which the small count is another.
func TestALargeGroupHasMoreThanOneTruth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := rapid.OneOf(rapid.Uint64Max(7), rapid.Uint64Max(1), rapid.Uint64Range(6, 9), rapid.Uint64Max(400))
		counts := rapid.SliceOfN(count, 1, 40).Draw(t, "counts")
		want := look(counts)
		for i, c := range counts {
			if c < 1 || c > 7 {
				continue
			}
			if !another(counts, i, want) {
				t.Fatalf("%v is shown as %q: number %d can be no other", counts, want, i+1)
			}
		}
	})
}

// another looks for a truth in which number i is another and everything looks the same.
func another(counts []uint64, i int, want string) bool {
	for v := uint64(1); v <= 8; v++ {
		if v == counts[i] {
			continue
		}
		other := slices.Clone(counts)
		other[i] = v
		if look(other) == want {
			return true
		}
		for j := range other {
			if j == i {
				continue
			}
			for d := int64(-8); d <= 8; d++ {
				if was := other[j]; int64(was)+d >= 0 {
					other[j] = uint64(int64(was) + d)
					same := look(other) == want
					other[j] = was
					if same {
						return true
					}
				}
			}
		}
	}
	return false
}

// everything returns what a reader sees of all pages: those of the parts, and that of all.
func everything(parts [][]uint64) string {
	var all []string
	page := func(shown []disclosure.Number) {
		for _, n := range shown {
			all = append(all, n.String())
		}
	}
	for _, p := range parts {
		shown, _ := disclosure.Suppress(p)
		page(shown)
	}
	shown, _ := disclosure.Over(parts, len(parts[0]))
	page(shown)
	return strings.Join(all, "|")
}

// TestNoSmallCountCanBeWorkedOutFromAllPages goes through every small table of sites and values,
// as somebody does who has every page and tries every truth that would look the same.
func TestNoSmallCountCanBeWorkedOutFromAllPages(t *testing.T) {
	complete.NotQuick(t, "tries every truth for small tables")
	for _, c := range []struct {
		sites, values int
		most          uint64
	}{{2, 1, 60}, {3, 1, 30}, {4, 1, 14}, {2, 2, 15}, {3, 2, 6}, {2, 3, 6}} {
		t.Run(fmt.Sprintf("%d sites, %d values", c.sites, c.values), func(t *testing.T) {
			type truths struct{ least, most []uint64 }
			seen := map[string]*truths{}
			everyGroup(c.sites*c.values, c.most, func(counts []uint64) {
				parts := make([][]uint64, c.sites)
				for i := range parts {
					parts[i] = counts[i*c.values : (i+1)*c.values]
				}
				l := everything(parts)
				have, ok := seen[l]
				if !ok {
					seen[l] = &truths{slices.Clone(counts), slices.Clone(counts)}
					return
				}
				for i, n := range counts {
					have.least[i], have.most[i] = min(have.least[i], n), max(have.most[i], n)
				}
			})
			for l, have := range seen {
				if slices.Max(have.most) == c.most {
					continue // more truths lie beyond what is gone through
				}
				for i := range have.least {
					if have.least[i] == have.most[i] && have.least[i] >= 1 && have.least[i] <= 7 {
						t.Fatalf("%q can only be seen when number %d is %d", l, i+1, have.least[i])
					}
				}
			}
		})
	}
}

func TestWhatIsHiddenForAnothersSakeIsNotLeftByTheSum(t *testing.T) {
	parts := [][]uint64{{3, 20, 60, 90}, {40, 50, 70, 80}} // the first hides its 3, and its 20 with it
	shown, _ := disclosure.Over(parts, 4)
	var got []string
	for _, n := range shown {
		got = append(got, n.String())
	}
	if want := []string{"*", "*", "130", "170"}; !slices.Equal(got, want) {
		t.Errorf("shown %v, want %v", got, want)
	}
}

func TestManySitesHideNothingOfTheirSum(t *testing.T) {
	parts := make([][]uint64, 40)
	for i := range parts {
		parts[i] = []uint64{uint64(20 + i), uint64(i % 9), 100}
	}
	shown, _ := disclosure.Over(parts, 3)
	for i, n := range shown {
		if n.Hidden() {
			t.Errorf("number %d is hidden", i+1)
		}
	}
}

func TestNothingSmallIsShownAndNothingIsFarOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOf(rapid.Uint64Max(1000)).Draw(t, "counts")
		shown, total := disclosure.Suppress(counts)
		var sum uint64
		for i, c := range counts {
			sum += c
			check(t, shown[i], c)
		}
		check(t, total, sum)
	})
}

func check(t *rapid.T, n disclosure.Number, count uint64) {
	switch off := int64(n.Value()) - int64(count); {
	case n.Hidden() && count == 0:
		t.Fatal("nought is hidden")
	case n.Hidden():
		if n.Value() != 0 || n.String() != disclosure.Mark {
			t.Fatalf("%d is hidden and still there", count)
		}
	case count >= 1 && count <= 7:
		t.Fatalf("%d is shown as %v", count, n)
	case off < -2 || off > 2 || n.Value()%5 != 0:
		t.Fatalf("%d is shown as %v", count, n)
	}
}
