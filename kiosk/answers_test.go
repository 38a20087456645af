package kiosk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"frontdoor/kiosk"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/pack"
)

func rights(t *testing.T) []directory.Right {
	t.Helper()
	all, err := pack.Rights()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// ways are how a resident in danger wanders: to each screen that can be reached from a need
// of theirs.
var ways = map[string][]journey.Action{
	"results":   nil,
	"service":   {{Kind: journey.PickService, Value: "national-domestic-abuse"}},
	"place":     {{Kind: journey.ChangePlace}},
	"person":    {{Kind: journey.AskPerson}},
	"handover":  {{Kind: journey.AskPerson}, {Kind: journey.ShowHandover}},
	"emergency": {{Kind: journey.AskEmergency}},
	"comfort":   {{Kind: journey.ChangeComfort}},
	"languages": {{Kind: journey.ChangeLang}},
	"staff":     {{Kind: journey.ShowStaff}},
	"leaves":    {{Kind: journey.Back}},
	"needs":     {{Kind: journey.Back}, {Kind: journey.Back}},
	"a warning": {{Kind: silence}},
}

func TestOneTouchLeavesEveryScreenOfSomebodyInDangerAndForgetsThem(t *testing.T) {
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			l := &ledger{}
			stand(t, kiosk.Options{Counter: l}, func(s *screen, do func(journey.Kind, ...string) glass.View) {
				do(journey.Touch)
				do(journey.PickLanguage, "bn")
				do(journey.PickTop, "urgent")
				v := do(journey.PickLeaf, "urgent/not-safe")
				for _, a := range way {
					v = do(a.Kind, a.Value)
				}
				if !v.QuickExit {
					t.Fatalf("%s offers no quick exit", shown(v))
				}
				v = do(journey.QuickExit)
				if !nobodys(v) {
					t.Fatalf("after it the glass still has %+v", v)
				}
				if v = do(journey.Back); !nobodys(v) {
					t.Errorf("back leads to %+v", v)
				}
			})
			if len(l.outcomes) != 1 || l.outcomes[0] != "finished" {
				t.Errorf("a quick exit is counted as %v: it must not be told from any other end", l.outcomes)
			}
			for _, c := range l.counts {
				if strings.Contains(c, "exit") || strings.Contains(c, "unmet") {
					t.Errorf("%s is counted", c)
				}
			}
		})
	}
}

func TestOnlyWhoMayBeInDangerIsOfferedAQuickExit(t *testing.T) {
	stand(t, kiosk.Options{}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
		if v := toResults(do); v.QuickExit {
			t.Error("a list of doctors offers it")
		}
		do(journey.StartAgain)
		if v := do(journey.PickTop, "urgent"); !v.QuickExit {
			t.Error("the needs of people in danger do not")
		}
	})
}

// Nothing of a place that keeps somebody safe leaves the core, whatever is asked of it.
func TestAnAddressThatKeepsSomebodySafeNeverLeavesTheCore(t *testing.T) {
	l := &ledger{}
	secret := directory.Service{
		ID: "secret", Name: "Safe House", Kind: "charity", Needs: []string{"urgent/not-safe", "home/homeless"},
		Location: &directory.Location{Address: []string{"1 Secret Street"}, Postcode: "QX9 9ZZ", Lat: 51.47771, Lon: -0.01234, Confidential: true},
	}
	standWith(t, []directory.Service{secret}, kiosk.Options{Counter: l}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
		for _, need := range secret.Needs {
			do(journey.Touch)
			do(journey.PickLanguage, "en")
			top, _, _ := strings.Cut(need, "/")
			do(journey.PickTop, top)
			do(journey.PickLeaf, need)
			views := []glass.View{do(journey.NearHere), do(journey.PickService, "secret"), do(journey.AskPerson), do(journey.ShowHandover)}
			if len(on[glass.Results](t, views[0]).Answers) == 0 || on[glass.Service](t, views[1]).Answer == nil {
				t.Fatalf("%s: the service is not there at all", need)
			}
			for _, v := range views {
				told := fmt.Sprintf("%+v", v) + fmt.Sprint(where(v))
				for _, leak := range []string{"Secret Street", "QX9", "51.4777", "0.0123"} {
					if strings.Contains(told, leak) {
						t.Errorf("%s: %q is on the way to %s", need, leak, shown(v))
					}
				}
			}
			do(journey.QuickExit)
		}
	})
	if told := fmt.Sprint(l.counts); strings.Contains(told, "QX9") || strings.Contains(told, "secret") {
		t.Error(told)
	}
}

// where follows the pointers of a view that lead to places.
func where(v glass.View) []directory.Location {
	var answers []directory.Answer
	switch s := v.Screen.(type) {
	case glass.Results:
		answers = s.Answers
	case glass.Service:
		answers = []directory.Answer{*s.Answer}
	}
	var out []directory.Location
	for _, a := range answers {
		if a.Service.Location != nil {
			out = append(out, *a.Service.Location)
		}
	}
	return out
}

func TestWhoHelpsIsNotToldWhichHelplineSomebodyInDangerLookedAt(t *testing.T) {
	stand(t, kiosk.Options{}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
		do(journey.Touch)
		do(journey.PickLanguage, "en")
		do(journey.PickTop, "urgent")
		do(journey.PickLeaf, "urgent/not-safe")
		do(journey.PickService, "national-domestic-abuse")
		do(journey.AskPerson)
		for _, line := range on[glass.Handover](t, do(journey.ShowHandover)).Lines {
			if strings.Contains(line.Value, "Abuse") {
				t.Errorf("%+v", line)
			}
		}
	})
}

func TestAFilterIsPartOfTheVisitAndOfOneNeed(t *testing.T) {
	l := &ledger{}
	stand(t, kiosk.Options{Counter: l, Rights: rights(t)}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
		all := on[glass.Results](t, toResults(do))
		if !slices.Equal(all.Rights, []string{"gp-no-proof"}) {
			t.Errorf("rights of the need: %v", all.Rights)
		}
		if len(all.Choices) == 0 || len(all.LeftOut) > 0 {
			t.Fatalf("choices %v, left out %v", all.Choices, all.LeftOut)
		}
		few := on[glass.Results](t, do(journey.ToggleFilter, "step-free"))
		if len(few.Answers) == 0 || len(few.Answers) >= len(all.Answers) || len(few.LeftOut) == 0 {
			t.Fatalf("%d of %d answers, left out %v", len(few.Answers), len(all.Answers), few.LeftOut)
		}
		f := on[glass.Filter](t, do(journey.ShowFilters))
		if !slices.ContainsFunc(f.Choices, func(c directory.Choice) bool { return c.On }) || f.Answers != len(few.Answers) {
			t.Errorf("the screen of choices shows %+v", f)
		}
		if f = on[glass.Filter](t, do(journey.ToggleFilter, "everything")); len(f.Filters) != 1 {
			t.Errorf("a filter that there is not: %v", f.Filters)
		}
		if list := on[glass.Results](t, do(journey.ClearFilters)); len(list.Answers) != len(all.Answers) {
			t.Errorf("one touch does not undo it: %d answers", len(list.Answers))
		}
		do(journey.ToggleFilter, "step-free")
		do(journey.Back)
		do(journey.Back)
		if list := on[glass.Results](t, do(journey.PickLeaf, "health/dentist")); len(list.Filters) > 0 {
			t.Error("another need is shortened unseen")
		}
		do(journey.ToggleFilter, "language")
		do(journey.Finish)
		do(journey.Touch)
		do(journey.PickLanguage, "bn")
		if list := on[glass.Results](t, again(do)); len(list.Filters) > 0 {
			t.Error("the next visit begins with the filters of the last")
		}
	})
	if !slices.Contains(l.counts, "unmet:language") {
		t.Errorf("that nothing in their language was found is not counted: %v", l.counts)
	}
	for _, c := range l.counts {
		if strings.Contains(c, "step-free") {
			t.Errorf("%s says what a resident asked for", c)
		}
	}
}

func TestARightIsShownFromItsNeedAndFromAService(t *testing.T) {
	stand(t, kiosk.Options{Rights: rights(t)}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
		toResults(do)
		if r := on[glass.Right](t, do(journey.ShowRight, "gp-no-proof")); r.Card == nil || r.Card.Trust.Source == "" {
			t.Fatalf("%+v", r.Card)
		}
		do(journey.Back)
		s := on[glass.Service](t, do(journey.PickService, "example-surgery"))
		if !slices.Equal(s.Rights, []string{"gp-no-proof"}) || len(s.Answer.Reasons) == 0 {
			t.Errorf("a service that it holds at: rights %v, reasons %v", s.Rights, s.Answer.Reasons)
		}
		if v := do(journey.ShowRight, "to-everything"); shown(v) != journey.Service {
			t.Error("a right that there is not is shown")
		}
	})
}
