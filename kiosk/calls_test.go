package kiosk_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/kiosk"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
)

// staffed is a kiosk whose desk answers, with its board and its counts.
func staffed(t *testing.T, test func(b *handoff.Board, l *ledger, s *screen, do func(journey.Kind, ...string) glass.View)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := handoff.NewBoard(handoff.Options{})
		defer b.Close()
		defer b.Listen("Front desk")()
		l := &ledger{}
		within(t, kiosk.Options{Desk: b, Counter: l}, func(s *screen, do func(journey.Kind, ...string) glass.View) { test(b, l, s, do) })
	})
}

// called goes to the results, asks for a person, and calls.
func called(t *testing.T, b *handoff.Board, do func(journey.Kind, ...string) glass.View) handoff.Request {
	t.Helper()
	toResults(do)
	if v := do(journey.AskPerson); !v.Desk.Listening {
		t.Fatalf("the desk answers, and the glass does not know: %+v", v.Desk)
	}
	do(journey.CallPerson)
	all := b.Requests()
	if len(all) != 1 {
		t.Fatalf("the desk sees %+v", all)
	}
	return all[0]
}

func TestACallReachesTheDeskAndItsTruthTheGlass(t *testing.T) {
	staffed(t, func(b *handoff.Board, l *ledger, s *screen, do func(journey.Kind, ...string) glass.View) {
		r := called(t, b, do)
		if r.Lang != "bn" || r.Topic != "health/gp" || r.Kiosk != "By the entrance" || r.Lines != nil {
			t.Errorf("the desk is told %+v", r)
		}
		for _, step := range []struct {
			answer handoff.Answer
			phase  handoff.Phase
		}{{handoff.Accept, handoff.Accepted}, {handoff.OnMyWay, handoff.Coming}, {handoff.Arrive, handoff.Here}} {
			time.Sleep(30 * time.Second)
			if err := b.Answer(r.ID, "Front desk", step.answer, handoff.Resolution{}); err != nil {
				t.Fatal(err)
			}
			if got := s.now().Desk.Request; got == nil || got.Phase != step.phase {
				t.Errorf("after %s the glass shows %+v", step.answer, got)
			}
		}
		if err := b.Answer(r.ID, "Front desk", handoff.Beside, handoff.Resolution{}); err != nil {
			t.Fatal(err)
		}
		if v := s.now(); !v.Assist {
			t.Error("the desk asks for side by side, and the glass does not show it")
		}
		if v := do(journey.Finish); v.Assist || v.Desk.Request != nil {
			t.Errorf("the next resident finds %+v", v)
		}
		for _, want := range []string{"handoff:offered", "handoff:asked", "handoff:accepted", "handoff:arrived", "wait:1-3", "format:side-by-side"} {
			if !slices.Contains(l.counts, want) {
				t.Errorf("%s is not counted: %v", want, l.counts)
			}
		}
		if slices.Contains(l.counts, "handoff:withdrawn") {
			t.Error("a call that was answered is counted as withdrawn")
		}
	})
}

func TestASensitiveNeedIsToldOnlyWhenTheResidentSharesIt(t *testing.T) {
	staffed(t, func(b *handoff.Board, _ *ledger, _ *screen, do func(journey.Kind, ...string) glass.View) {
		do(journey.Touch)
		do(journey.PickLanguage, "ur")
		do(journey.PickTop, "urgent")
		do(journey.PickLeaf, "urgent/not-safe")
		do(journey.AskPerson)
		do(journey.CallPerson)
		if got := b.Requests()[0]; got.Topic != "" {
			t.Errorf("the desk is told %q before it is shared", got.Topic)
		}
		if len(on[glass.Handover](t, do(journey.ShowHandover)).Lines) == 0 {
			t.Fatal("the handover is empty")
		}
		do(journey.ToggleLine, string(handoff.LinePlace))
		do(journey.ToggleAccess, handoff.Quiet)
		do(journey.ToggleAccess, "nonsense")
		if got := b.Requests()[0]; got.Topic != "" || got.Lines != nil {
			t.Errorf("the desk is told %+v while the resident still chooses", got)
		}
		do(journey.Share)
		got := b.Requests()[0]
		var kinds []string
		for _, line := range got.Lines {
			kinds = append(kinds, string(line.Kind)+"="+line.Value)
		}
		if want := "language=ur interpreter=ur need=urgent/not-safe access=quiet"; got.Topic != "urgent/not-safe" || strings.Join(kinds, " ") != want {
			t.Errorf("the desk is told %q of %q, want %q", kinds, got.Topic, want)
		}
		do(journey.ChangeLang)
		do(journey.PickLanguage, "bn")
		if got := b.Requests()[0]; got.Lang != "bn" || len(got.Lines) != 4 || got.Lines[0].Value != "bn" || got.Lines[1].Value != "bn" || got.Lines[2].Value != "urgent/not-safe" {
			t.Errorf("after another language the desk is told %+v", got)
		}
		do(journey.ShowHandover)
		do(journey.Unshare)
		if got := b.Requests()[0]; got.Topic != "" || got.Lines != nil {
			t.Errorf("what is no longer shared is still told: %+v", got)
		}
	})
}

func TestTheDeskDoesNotWatchWhatIsLookedAtMeanwhile(t *testing.T) {
	staffed(t, func(b *handoff.Board, _ *ledger, _ *screen, do func(journey.Kind, ...string) glass.View) {
		called(t, b, do)
		do(journey.Back)
		do(journey.Back)
		do(journey.Back)
		v := do(journey.PickLeaf, "health/dentist")
		if v.Desk.Request == nil || v.Desk.Request.Phase != handoff.Alerted {
			t.Errorf("the call is not shown on other screens: %+v", v.Desk)
		}
		if got := b.Requests()[0]; got.Topic != "health/gp" {
			t.Errorf("the desk watches: %q", got.Topic)
		}
		do(journey.AskPerson) // to see how the call is going
		do(journey.ShowHandover)
		do(journey.ToggleAccess, handoff.Seat)
		if got := b.Requests()[0]; got.Topic != "health/gp" || got.Access != nil {
			t.Errorf("the desk is told %q and %q before they are shared", got.Topic, got.Access)
		}
		do(journey.Unshare)
		if got := b.Requests()[0]; got.Topic != "" || got.Lang != "bn" {
			t.Errorf("told nothing, the desk knows of %q in %q", got.Topic, got.Lang)
		}
		do(journey.ChangeLang)
		do(journey.PickLanguage, "pl")
		if got := b.Requests()[0]; got.Topic != "" || got.Lang != "pl" {
			t.Errorf("after another language the desk knows of %q in %q", got.Topic, got.Lang)
		}
	})
}

func TestWhoWaitsIsNotAskedAtOnceWhetherTheyAreThere(t *testing.T) {
	staffed(t, func(b *handoff.Board, l *ledger, s *screen, do func(journey.Kind, ...string) glass.View) {
		called(t, b, do)
		time.Sleep(3 * time.Minute)
		if v := s.now(); v.Warning {
			t.Error("a resident who waits is asked whether they are there")
		}
		time.Sleep(90 * time.Second) // they have gone: four minutes, and the warning
		if v := s.now(); shown(v) != journey.Attract {
			t.Errorf("the visit stays: %+v", v)
		}
		if got := b.Requests(); len(got) != 1 || got[0].Phase != handoff.Withdrawn {
			t.Errorf("the desk sees %+v", got)
		}
		if !slices.Contains(l.counts, "handoff:withdrawn") {
			t.Errorf("counted %v", l.counts)
		}
	})
}

func TestAnUnansweredCallIsSaidOnTheGlass(t *testing.T) {
	staffed(t, func(b *handoff.Board, l *ledger, s *screen, do func(journey.Kind, ...string) glass.View) {
		called(t, b, do)
		for range 10 { // the resident stays and looks at the glass
			time.Sleep(30 * time.Second)
			do(journey.AskPerson)
		}
		if v := s.now(); v.Desk.Request == nil || v.Desk.Request.Phase != handoff.Unanswered {
			t.Errorf("the glass shows %+v", v.Desk)
		}
		if !slices.Contains(l.counts, "handoff:unanswered") {
			t.Errorf("counted %v", l.counts)
		}
	})
}

func TestAPinIsHeldStillAfterFiveWrongOnes(t *testing.T) {
	stand(t, kiosk.Options{}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
		toResults(do)
		do(journey.ShowStaff)
		enter := func(pin string) glass.View {
			do(journey.AskPin)
			typeIn(do, pin)
			return do(journey.EnterPin)
		}
		if v := do(journey.AssistOn); v.Assist {
			t.Fatal("side by side is turned on without a PIN")
		}
		if s := on[glass.Staff](t, do("pin-right")); s.Unlocked {
			t.Fatal("the glass can unlock itself")
		}
		for try := range 5 {
			p := on[glass.Pin](t, enter("1111")) // and not the staff's screen, unlocked
			want := journey.WrongPin
			if try == 4 {
				want = journey.Blocked
			}
			if p.Fault != want {
				t.Errorf("wrong PIN %d gives %+v", try+1, p)
			}
		}
		if p := on[glass.Pin](t, enter("2468")); p.Fault != journey.Blocked {
			t.Errorf("the right PIN right after gives %+v", p)
		}
		do(journey.Finish)
		time.Sleep(5 * time.Minute)
		toResults(do)
		do(journey.ShowStaff)
		if s := on[glass.Staff](t, enter("2468")); !s.Unlocked {
			t.Errorf("five minutes later the right PIN gives %+v", s)
		}
		if v := do(journey.AssistOn); !v.Assist {
			t.Errorf("side by side gives %+v", v)
		}
		if s := on[glass.Staff](t, do(journey.ShowStaff)); s.Unlocked {
			t.Error("side by side leaves the staff's screen unlocked")
		}
	})
}
