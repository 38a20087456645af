package usage_test

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"frontdoor/kiosk/usage"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func vocabulary() *usage.Vocabulary {
	return usage.NewVocabulary(usage.Known{Languages: []string{"en", "bn"}, Needs: []string{"health/gp", "food/food-bank"}, Screens: []string{"needs", "results", "service"}})
}

func TestVisitBecomesCountsOfItsValues(t *testing.T) {
	v := vocabulary().Begin(noon)
	v.Count(usage.Language, "bn")
	v.Count(usage.Need, "health/gp")
	v.Count(usage.Need, "health/gp") // to and fro
	v.Count(usage.Step, "results")
	v.Count(usage.PlaceKind, usage.PlacePostcode)
	got := v.End(noon.Add(4*time.Minute), usage.Finished)
	want := []usage.Cell{
		{usage.Visits, usage.All, 1},
		{usage.Outcome, usage.Finished, 1},
		{usage.Minutes, "3-10", 1},
		{usage.Language, "bn", 1},
		{usage.Need, "health/gp", 1},
		{usage.Step, "results", 1},
		{usage.PlaceKind, usage.PlacePostcode, 1},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	v.Count(usage.Need, "food/food-bank")
	if again := v.End(noon, usage.Finished); again != nil {
		t.Errorf("a visit that has ended gives %v", again)
	}
}

func TestDiscardedVisitLeavesOnlyThatThereWasOne(t *testing.T) {
	v := vocabulary().Begin(noon)
	v.Count(usage.Language, "bn")
	v.Count(usage.Need, "health/gp")
	if shown := v.Remembered(noon); len(shown) != 5 {
		t.Errorf("the visit shows %v", shown)
	}
	want := []usage.Cell{{usage.Visits, usage.All, 1}, {usage.Outcome, usage.Discarded, 1}}
	if got := v.End(noon.Add(time.Hour), usage.Discarded); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestNothingIsCountedOnceAResidentHasDiscardedTheVisit(t *testing.T) {
	v := vocabulary().Begin(noon)
	v.Count(usage.Language, "bn")
	v.Discard()
	v.Count(usage.Need, "health/gp")
	want := []usage.Cell{{usage.Visits, usage.All, 1}, {usage.Outcome, usage.Discarded, 1}}
	if shown := v.Remembered(noon); !reflect.DeepEqual(shown, want) {
		t.Errorf("it shows %v, want %v", shown, want)
	}
	if got := v.End(noon.Add(time.Hour), usage.TimedOut); !reflect.DeepEqual(got, want) {
		t.Errorf("it leaves %v, want %v", got, want)
	}
}

func TestWhatIsShownIsWhatTheVisitAdds(t *testing.T) {
	v := vocabulary().Begin(noon)
	for _, c := range [][2]string{{usage.Language, "bn"}, {usage.Format, usage.QR}, {usage.Format, usage.Paper}, {usage.Wanted, "ro"}, {usage.Turned, usage.PapersAsked}, {usage.Left, "results"}} {
		v.Count(c[0], c[1])
		if value, ok := vocabulary().Admit(c[0], c[1]); !ok || value != c[1] {
			t.Errorf("%v is counted as %q", c, value)
		}
	}
	later := noon.Add(2 * time.Minute)
	shown, again := v.Remembered(later), v.Remembered(later)
	if got := v.End(later, usage.Finished); !reflect.DeepEqual(got, shown) || !reflect.DeepEqual(got, again) {
		t.Errorf("shown %v, added %v", shown, got)
	}
	if v.Remembered(later) != nil {
		t.Error("a visit that has ended shows something")
	}
}

// No word of a resident, whatever it is and wherever it is counted, comes out again.
func TestNothingOutsideTheVocabularyIsEverCounted(t *testing.T) {
	words := vocabulary()
	rapid.Check(t, func(t *rapid.T) {
		canary := rapid.StringMatching(`[A-Z0-9 ]{4,12}`).Draw(t, "what a resident said")
		v := words.Begin(noon)
		for _, dimension := range rapid.SliceOf(rapid.SampledFrom([]string{
			usage.Visits, usage.Outcome, usage.Minutes, usage.Language, usage.Need, usage.Step,
			usage.PlaceKind, usage.Unmet, usage.Person, usage.Health, usage.Other, "postcode", "",
		})).Draw(t, "dimensions") {
			v.Count(dimension, canary)
		}
		v.Count(canary, canary)
		for _, c := range v.End(noon, canary) {
			if c.Value == canary || c.Dimension == canary {
				t.Fatalf("%q was counted: %+v", canary, c)
			}
			if value, ok := words.Admit(c.Dimension, c.Value); !ok || value != c.Value {
				t.Fatalf("%+v is not in the vocabulary", c)
			}
		}
	})
}

func TestBandsOfTime(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Minute: "0-1", 0: "0-1", 59 * time.Second: "0-1", time.Minute: "1-3", 3 * time.Minute: "3-10",
		10 * time.Minute: "10-30", 30 * time.Minute: "30+", 48 * time.Hour: "30+",
	} {
		cells := vocabulary().Begin(noon).End(noon.Add(d), usage.Finished)
		if got := cells[2]; got.Dimension != usage.Minutes || got.Value != want {
			t.Errorf("%v is counted as %v, want %s", d, got, want)
		}
	}
}

func TestOlderReaderKeepsEveryCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := usage.Merge(rapid.SliceOf(rapid.Custom(func(t *rapid.T) usage.Cell {
			return usage.Cell{
				Dimension: rapid.SampledFrom([]string{usage.Need, usage.Language, "weather"}).Draw(t, "dimension"),
				Value:     rapid.SampledFrom([]string{"bn", "health/gp", "future/need", usage.Other}).Draw(t, "value"),
				Count:     rapid.Uint64Range(1, 50).Draw(t, "count"),
			}
		})).Draw(t, "cells"))
		if before, after := sum(cells), sum(vocabulary().AdmitAll(cells)); before != after {
			t.Fatalf("%d counts became %d", before, after)
		}
	})
}

func sum(cells []usage.Cell) (n uint64) {
	for _, c := range cells {
		n += c.Count
	}
	return n
}

func TestMergeAddsUpAndNeverWrapsRound(t *testing.T) {
	a := []usage.Cell{{usage.Visits, usage.All, usage.MaxCount}, {usage.Need, "health/gp", 1}}
	b := []usage.Cell{{usage.Need, "health/gp", 2}, {usage.Visits, usage.All, 5}, {usage.Language, "bn", 0}}
	want := []usage.Cell{{usage.Visits, usage.All, usage.MaxCount}, {usage.Need, "health/gp", 3}}
	if got := usage.Merge(a, b); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if a[0].Dimension != usage.Visits || b[0].Count != 2 {
		t.Error("what was merged was changed")
	}
}

func TestHoursOfStrangeClocks(t *testing.T) {
	for name, c := range map[string]struct {
		at   time.Time
		want usage.Hour
	}{
		"the first hour":          {time.Unix(3599, 0), 0},
		"the second hour":         {time.Unix(3600, 0), 1},
		"before the epoch":        {time.Unix(-1, 0), 0},
		"a clock that never was":  {time.Time{}, 0},
		"beyond every calendar":   {time.Unix(1<<60, 0), 70389527},
		"half past, by the zone":  {time.Date(2026, 7, 1, 13, 30, 0, 0, time.FixedZone("BST", 3600)), usage.HourOf(time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC))},
		"a day with a local hour": {noon.Add(59 * time.Minute), usage.HourOf(noon)},
	} {
		if got := usage.HourOf(c.at); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
	if h := usage.HourOf(noon); !h.Time().Equal(noon) {
		t.Errorf("the hour begins at %v", h.Time())
	}
}
