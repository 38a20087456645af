package kiosk_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/kiosk"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/pack"
	"frontdoor/kiosk/site"
)

// screen is a glass in memory: it keeps the latest view.
type screen struct {
	actions chan journey.Action
	mu      sync.Mutex
	view    glass.View
}

func (s *screen) Show(v glass.View) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.view = v
}

func (s *screen) Actions() <-chan journey.Action { return s.actions }

func (*screen) Beat() {}

func (s *screen) now() glass.View {
	synctest.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.view
}

// silence, in place of a touch, is that nobody touches the glass for as long as it waits.
const silence journey.Kind = "silence"

// untouched lets the time pass after which the glass takes silence for absence.
func (s *screen) untouched() glass.View {
	wait := time.Minute
	if s.now().Warning {
		wait = 20 * time.Second
	}
	time.Sleep(wait)
	return s.now()
}

// ledger is a counter in memory.
type ledger struct {
	mu       sync.Mutex
	open     bool
	counts   []string
	outcomes []string
}

func (l *ledger) Begin(time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open = true
}

func (l *ledger) Count(dimension, value string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.counts = append(l.counts, dimension+":"+value)
}

func (l *ledger) End(_ time.Time, outcome string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open = false
	l.outcomes = append(l.outcomes, outcome)
}

// stand runs a kiosk with the built-in content inside a bubble of time, and gives its glass.
func stand(t *testing.T, opts kiosk.Options, test func(s *screen, do func(journey.Kind, ...string) glass.View)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { within(t, opts, test) })
}

// standWith is stand with services beside the built-in ones.
func standWith(t *testing.T, more []directory.Service, opts kiosk.Options, test func(s *screen, do func(journey.Kind, ...string) glass.View)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { withinOf(t, more, opts, test) })
}

// within is stand inside a bubble that is there already.
func within(t *testing.T, opts kiosk.Options, test func(s *screen, do func(journey.Kind, ...string) glass.View)) {
	t.Helper()
	withinOf(t, nil, opts, test)
}

func withinOf(t *testing.T, more []directory.Service, opts kiosk.Options, test func(s *screen, do func(journey.Kind, ...string) glass.View)) {
	t.Helper()
	tree, err := needs.Load()
	if err != nil {
		t.Fatal(err)
	}
	source, err := pack.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := directory.New(directory.NewMemory(append(source.Services, more...), source.Postcodes))
	if err != nil {
		t.Fatal(err)
	}
	at, err := site.Example()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	s := &screen{actions: make(chan journey.Action)}
	done := make(chan error)
	opts.Location = time.UTC
	go func() { done <- kiosk.New(dir, tree, at, opts).Run(ctx, s) }()
	test(s, func(k journey.Kind, value ...string) glass.View {
		if k == silence {
			return s.untouched()
		}
		s.actions <- journey.Action{Kind: k, Value: strings.Join(value, "")}
		return s.now()
	})
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// typeIn touches one key after the other.
func typeIn(do func(journey.Kind, ...string) glass.View, text string) {
	for _, r := range text {
		do(journey.Type, string(r))
	}
}

// toResults is the main way up to the list.
func toResults(do func(journey.Kind, ...string) glass.View) glass.View {
	do(journey.Touch)
	do(journey.PickLanguage, "bn")
	do(journey.PickTop, "health")
	do(journey.PickLeaf, "health/gp")
	typeIn(do, "e16an")
	return do(journey.NearPostcode)
}

func TestAResidentReachesAServiceNearTheirPostcode(t *testing.T) {
	stand(t, kiosk.Options{}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
		list := on[glass.Results](t, toResults(do))
		if list.Postcode != "E1 6AN" || len(list.Answers) < 3 {
			t.Fatalf("near %q with %d answers", list.Postcode, len(list.Answers))
		}
		if !slices.IsSortedFunc(list.Answers[:3], func(a, b directory.Answer) int { return a.Metres - b.Metres }) {
			t.Error("the nearest does not come first")
		}
		id := list.Answers[0].Service.ID
		if s := on[glass.Service](t, do(journey.PickService, id)); s.Answer == nil || s.Answer.Service.ID != s.Service || s.Service != id {
			t.Errorf("the service is not shown: %+v", s)
		}
	})
}

func TestAPostcodeThatDoesNotExistIsSaidAndCounted(t *testing.T) {
	l := &ledger{}
	stand(t, kiosk.Options{Counter: l}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
		do(journey.Touch)
		do(journey.PickLanguage, "en")
		do(journey.PickTop, "health")
		do(journey.PickLeaf, "health/gp")
		typeIn(do, "E1")
		if p := on[glass.Place](t, do(journey.NearPostcode)); p.Fault != journey.Malformed {
			t.Errorf("half a postcode gives %q", p.Fault)
		}
		typeIn(do, "6ZZ")
		if p := on[glass.Place](t, do(journey.NearPostcode)); p.Fault != journey.Unknown {
			t.Errorf("an unknown postcode gives %q", p.Fault)
		}
	})
	if !slices.Contains(l.counts, "unmet:postcode-unknown") {
		t.Errorf("counted: %v", l.counts)
	}
}

func TestWhatWasNotOfferedIsNotDone(t *testing.T) {
	stand(t, kiosk.Options{Languages: []string{"en", "bn"}}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
		do(journey.Touch)
		if v := do(journey.PickLanguage, "xx"); v.Lang != "" || shown(v) != journey.Languages {
			t.Errorf("the unknown language %q was picked", v.Lang)
		}
		do(journey.PickLanguage, "en")
		if v := do(journey.PickTop, "../../etc"); shown(v) != journey.Needs {
			t.Errorf("an unknown need was picked: %v", shown(v))
		}
		do(journey.PickTop, "health")
		do(journey.PickLeaf, "health/gp")
		do(journey.NearHere)
		if v := do(journey.PickService, "not-in-the-list"); shown(v) != journey.Results {
			t.Errorf("a service that is not in the list was opened")
		}
		do("not-found", "made-up")
		do(journey.ChangePlace)
		if p := on[glass.Place](t, do("not-found", "made-up")); p.Fault != "" {
			t.Errorf("the glass invented the fault %q", p.Fault)
		}
	})
}

func TestAMinuteOfSilenceWarnsAndTwentySecondsForget(t *testing.T) {
	l := &ledger{}
	stand(t, kiosk.Options{Counter: l}, func(s *screen, do func(journey.Kind, ...string) glass.View) {
		toResults(do)
		time.Sleep(59 * time.Second)
		if v := s.now(); v.Warning {
			t.Fatal("the warning came within a minute")
		}
		time.Sleep(2 * time.Second)
		v := s.now()
		if !v.Warning || v.Left < 18 || v.Left > 20 {
			t.Fatalf("after a minute: warning %v with %d s left", v.Warning, v.Left)
		}
		if v = do(journey.Stay); v.Warning || shown(v) != journey.Results {
			t.Fatalf("staying leads to %+v", v)
		}
		time.Sleep(61 * time.Second)
		time.Sleep(20 * time.Second)
		if v = s.now(); !nobodys(v) {
			t.Errorf("after the warning: %+v", v)
		}
	})
	if !slices.Equal(l.outcomes, []string{"timed-out"}) {
		t.Errorf("outcomes %v", l.outcomes)
	}
}

// Somebody who scrolls a long list is there: nobody asks, and nothing is forgotten.
func TestCaseWhoScrollsIsNotAskedWhetherTheyAreThere(t *testing.T) {
	stand(t, kiosk.Options{}, func(s *screen, do func(journey.Kind, ...string) glass.View) {
		toResults(do)
		for range 10 {
			time.Sleep(59 * time.Second)
			if v := do(journey.Stay); v.Warning || shown(v) != journey.Results {
				t.Fatalf("in the middle of a list: %+v", v)
			}
		}
		time.Sleep(59 * time.Second)
		if v := do("a touch of tomorrow's glass"); v.Warning || shown(v) != journey.Results {
			t.Fatalf("a touch that nothing is known of leads to %+v", v)
		}
		time.Sleep(59 * time.Second)
		if s.now().Warning {
			t.Error("a touch that nothing is known of is no sign of life")
		}
	})
}

func TestGoodbyeGivesWayToTheNextResident(t *testing.T) {
	l := &ledger{}
	stand(t, kiosk.Options{Counter: l}, func(s *screen, do func(journey.Kind, ...string) glass.View) {
		toResults(do)
		v := do(journey.Finish)
		if v.Screen != (glass.Finished{}) {
			t.Fatalf("goodbye still holds %+v", v)
		}
		time.Sleep(13 * time.Second)
		if v := s.now(); !nobodys(v) {
			t.Errorf("after goodbye: %+v", v)
		}
	})
	if !slices.Equal(l.outcomes, []string{"finished"}) {
		t.Errorf("outcomes %v", l.outcomes)
	}
}

func TestAVisitUnderWayIsInterruptedWhenTheKioskStops(t *testing.T) {
	l := &ledger{}
	stand(t, kiosk.Options{Counter: l}, func(_ *screen, do func(journey.Kind, ...string) glass.View) { toResults(do) })
	if !slices.Equal(l.outcomes, []string{"interrupted"}) {
		t.Errorf("outcomes %v", l.outcomes)
	}
}

func TestCountsSayWhatWasOpenedAndNothingOfWhatWasTyped(t *testing.T) {
	l := &ledger{}
	stand(t, kiosk.Options{Counter: l}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
		v := on[glass.Results](t, toResults(do))
		do(journey.PickService, v.Answers[0].Service.ID)
		do(journey.AskPerson)
		do(journey.Finish)
	})
	for _, want := range []string{"language:bn", "need:health/gp", "step:results", "place:postcode", "step:person"} {
		if !slices.Contains(l.counts, want) {
			t.Errorf("%s is not counted: %v", want, l.counts)
		}
	}
	for _, c := range l.counts {
		if strings.Contains(strings.ToLower(c), "e1") || strings.Contains(c, "example-") {
			t.Errorf("%q tells what was typed or which service was opened", c)
		}
	}
}

func TestAListIsNotReorderedUnderAFinger(t *testing.T) {
	stand(t, kiosk.Options{}, func(s *screen, do func(journey.Kind, ...string) glass.View) {
		before := on[glass.Results](t, toResults(do)).Answers
		time.Sleep(30 * time.Second) // ticks of the clock redraw the bar
		after := on[glass.Results](t, s.now()).Answers
		for i := range before {
			if before[i].Service.ID != after[i].Service.ID || before[i].Open != after[i].Open {
				t.Fatalf("row %d changed while it was read", i+1)
			}
		}
	})
}

func TestEveryLeafOfTheBuiltInContentHasAnAnswer(t *testing.T) {
	tree, err := needs.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, top := range tree.Tops() {
		for _, leaf := range top.Leaves {
			if leaf.ID == journey.EmergencyLeaf {
				continue // its answer is the card
			}
			t.Run(leaf.ID, func(t *testing.T) {
				stand(t, kiosk.Options{}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
					do(journey.Touch)
					do(journey.PickLanguage, "en")
					do(journey.PickTop, top.ID)
					v := do(journey.PickLeaf, leaf.ID)
					if shown(v) == journey.Place {
						v = do(journey.NearHere)
					}
					if list := on[glass.Results](t, v); len(list.Answers) == 0 {
						t.Errorf("%v has no answer", leaf.ID)
					}
				})
			})
		}
	}
}
