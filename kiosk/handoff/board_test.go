package handoff_test

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"frontdoor/kiosk/handoff"
)

const door = "by the entrance"

func asked(t *testing.T, b *handoff.Board) handoff.Request {
	t.Helper()
	if err := b.Ask(handoff.Call{Kiosk: door, Lang: "bn", Topic: "health/gp", Lines: []handoff.Line{{Kind: handoff.LineNeed, Value: "health/gp"}}}); err != nil {
		t.Fatal(err)
	}
	return *b.Status(door).Request
}

func phase(t *testing.T, b *handoff.Board, want handoff.Phase) handoff.Request {
	t.Helper()
	r := b.Status(door).Request
	if r == nil {
		t.Fatalf("there is no request; it should be %s", want)
	}
	if r.Phase != want {
		t.Fatalf("the request is %s, and should be %s", r.Phase, want)
	}
	return *r
}

func TestACallIsRefusedWhereNobodyWouldHearIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		staffed := true
		b := handoff.NewBoard(handoff.Options{Staffed: func(time.Time) bool { return staffed }})
		defer b.Close()
		if err := b.Ask(handoff.Call{Kiosk: door}); !errors.Is(err, handoff.ErrNobody) {
			t.Errorf("without a console: %v", err)
		}
		gone := b.Listen("front desk")
		staffed = false
		if err := b.Ask(handoff.Call{Kiosk: door}); !errors.Is(err, handoff.ErrNobody) {
			t.Errorf("outside staffed hours: %v", err)
		}
		staffed = true
		if !b.Status(door).Listening {
			t.Error("a console that answers in staffed hours is not listening")
		}
		gone()
		gone() // twice is once
		if b.Status(door).Listening {
			t.Error("a console that has gone is listening")
		}
		if err := b.Ask(handoff.Call{Kiosk: door}); !errors.Is(err, handoff.ErrNobody) {
			t.Errorf("after the console has gone: %v", err)
		}
	})
}

func TestAWaitGrowsLouderAndEndsWithAnAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := handoff.NewBoard(handoff.Options{First: []string{"front desk"}})
		defer b.Close()
		b.Listen("front desk")
		b.Listen("upstairs")
		asked(t, b)
		if r := phase(t, b, handoff.Alerted); !r.For("front desk") || r.For("upstairs") || r.Loud || r.Late {
			t.Errorf("at first: %+v", r)
		}
		time.Sleep(20 * time.Second)
		if r := phase(t, b, handoff.Alerted); !r.For("upstairs") || !r.Loud || r.Late {
			t.Errorf("after 20 s: %+v", r)
		}
		time.Sleep(40 * time.Second)
		if r := phase(t, b, handoff.Alerted); !r.Late {
			t.Errorf("after 60 s: %+v", r)
		}
		time.Sleep(4 * time.Minute)
		if r := phase(t, b, handoff.Unanswered); r.Topic != "" || r.Lines != nil {
			t.Errorf("what was shared outlives the request: %+v", r)
		}
	})
}

func TestWhoAcceptsAndDoesNotComeGivesTheRequestBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := handoff.NewBoard(handoff.Options{})
		defer b.Close()
		b.Listen("front desk")
		r := asked(t, b)
		for missed := 1; missed <= 3; missed++ {
			if err := b.Answer(r.ID, "front desk", handoff.Accept, handoff.Resolution{}); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Minute)
			if err := b.Answer(r.ID, "front desk", handoff.OnMyWay, handoff.Resolution{}); err != nil {
				t.Fatal(err)
			}
			phase(t, b, handoff.Coming)
			time.Sleep(time.Minute) // two minutes since it was accepted: being on the way is not being there
			if missed == 3 {
				phase(t, b, handoff.Unanswered)
				continue
			}
			if r := phase(t, b, handoff.Alerted); r.Missed != missed || r.By != "" || !r.Loud || !r.Late {
				t.Errorf("missed %d: %+v", missed, r)
			}
		}
	})
}

func TestOnlyOneOfTwoTakesARequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := handoff.NewBoard(handoff.Options{})
		defer b.Close()
		b.Listen("a")
		r := asked(t, b)
		results := make(chan error, 2)
		for _, device := range []string{"a", "b"} {
			go func() { results <- b.Answer(r.ID, device, handoff.Accept, handoff.Resolution{}) }()
		}
		var taken int
		for range 2 {
			if errors.Is(<-results, handoff.ErrTaken) {
				taken++
			}
		}
		if taken != 1 {
			t.Errorf("%d of two were told that somebody else has it", taken)
		}
	})
}

func TestTheResidentSeesThatTheDeskIsLostAndFoundAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := handoff.NewBoard(handoff.Options{})
		defer b.Close()
		gone := b.Listen("front desk")
		asked(t, b)
		changed := b.Changed()
		gone()
		<-changed
		phase(t, b, handoff.Asked)
		if b.Status(door).Answering {
			t.Error("a desk without a console answers")
		}
		gone = b.Listen("front desk")
		phase(t, b, handoff.Alerted)
		gone()
		time.Sleep(5 * time.Minute)
		phase(t, b, handoff.Unanswered)
	})
}

func TestABellCallsWhereThereIsNoNetwork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said []handoff.Resolution
		b := handoff.NewBoard(handoff.Options{Resolved: func(r handoff.Resolution) { said = append(said, r) }})
		defer b.Close()
		b.Wire()
		asked(t, b)
		if !b.Rings() {
			t.Error("the bell does not ring, and nothing else calls")
		}
		b.Met(door)
		phase(t, b, handoff.Here)
		if b.Rings() {
			t.Error("the bell rings on")
		}
		b.Leave(door)
		if len(said) != 1 || said[0].Outcome != handoff.Unsaid {
			t.Errorf("the end was said as %v", said)
		}
	})
}

func TestABellWaitsWhileAConsoleIsToldFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := handoff.NewBoard(handoff.Options{})
		defer b.Close()
		b.Wire()
		b.Listen("front desk")
		asked(t, b)
		if b.Rings() {
			t.Error("the bell rings at once although a console answers")
		}
		time.Sleep(20 * time.Second)
		if !b.Rings() {
			t.Error("after 20 s the bell does not ring")
		}
	})
}

func TestAKioskWhoseCallsComeToNothingWaitsLonger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := handoff.NewBoard(handoff.Options{})
		defer b.Close()
		b.Listen("front desk")
		for _, want := range []time.Duration{0, 15 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute, 2 * time.Minute} {
			if want > 0 {
				if err := b.Ask(handoff.Call{Kiosk: door}); !errors.Is(err, handoff.ErrTooSoon) {
					t.Errorf("a call that should wait %v: %v", want, err)
				}
				if again := b.Status(door).Again; time.Until(again) != want {
					t.Errorf("it may ask again in %v, and should in %v", time.Until(again), want)
				}
				time.Sleep(want)
			}
			if err := b.Ask(handoff.Call{Kiosk: "upstairs"}); err != nil && !errors.Is(err, handoff.ErrAlready) {
				t.Errorf("another kiosk is locked out: %v", err)
			}
			asked(t, b)
			b.Leave(door)
		}
		time.Sleep(10 * time.Minute)
		if again := b.Status(door).Again; !again.IsZero() {
			t.Errorf("a quiet kiosk still waits until %v", again)
		}
	})
}

func TestTheDeskSaysHowItEndedAndForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said []handoff.Resolution
		b := handoff.NewBoard(handoff.Options{Resolved: func(r handoff.Resolution) { said = append(said, r) }})
		defer b.Close()
		b.Listen("a")
		r := asked(t, b)
		if err := b.Answer(r.ID, "a", handoff.Done, handoff.Resolution{}); !errors.Is(err, handoff.ErrOrder) {
			t.Errorf("done before anybody came: %v", err)
		}
		if err := b.Answer(r.ID, "a", handoff.Arrive, handoff.Resolution{}); err != nil {
			t.Fatal(err)
		}
		b.Leave(door) // the resident touches Finish; the champion is still asked how it ended
		got := b.Requests()
		if len(got) != 1 || got[0].Phase != handoff.Here || got[0].Topic != "" || got[0].Lines != nil {
			t.Errorf("the desk sees %+v", got)
		}
		if err := b.Ask(handoff.Call{Kiosk: door}); err != nil {
			t.Errorf("the next resident cannot ask: %v", err)
		}
		if err := b.Answer(r.ID, "a", handoff.Done, handoff.Resolution{Outcome: handoff.Helped, Lasted: "5-15"}); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(said, []handoff.Resolution{{Outcome: handoff.Helped, Lasted: "5-15"}}) {
			t.Errorf("said %v", said)
		}
		if err := b.Answer(r.ID, "a", handoff.Done, handoff.Resolution{}); !errors.Is(err, handoff.ErrGone) {
			t.Errorf("done twice: %v", err)
		}
		time.Sleep(time.Minute)
		if left := b.Requests(); len(left) != 1 || left[0].ID == r.ID {
			t.Errorf("a minute later the desk sees %+v", left)
		}
	})
}

// The model knows only what a resident was promised: that waiting ends. Whatever the desk,
// the network and the resident do, twelve minutes after asking somebody is there or it has
// been said that nobody is.
func TestNoWayEndsInWaitingForEver(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		synctest.Test(t, func(t *testing.T) {
			b := handoff.NewBoard(handoff.Options{
				First: []string{"b"},
			})
			defer b.Close()
			if rapid.Bool().Draw(rt, "bell") {
				b.Wire()
			}
			devices := []string{"a", "b", "c"}
			streams := map[string]func(){}
			for range rapid.IntRange(1, 60).Draw(rt, "steps") {
				device := rapid.SampledFrom(devices).Draw(rt, "device")
				switch rapid.SampledFrom([]string{"ask", "leave", "met", "share", "answer", "answer", "answer", "listen", "listen", "lost", "wait", "wait"}).Draw(rt, "step") {
				case "ask":
					before := b.Status(door)
					err := b.Ask(handoff.Call{Kiosk: door, Topic: "health/gp"})
					live := before.Request != nil && !before.Request.Phase.Over()
					if (err == nil) != (!live && before.Listening && before.Again.IsZero()) {
						t.Fatalf("asking gave %v when the status was %+v", err, before)
					}
				case "leave":
					b.Leave(door)
					if b.Status(door).Request != nil {
						t.Fatal("a request outlives the visit")
					}
				case "met":
					b.Met(door)
				case "share":
					b.Share(handoff.Call{Kiosk: door, Topic: "home/rent"})
				case "answer":
					what := rapid.SampledFrom([]handoff.Answer{handoff.Accept, handoff.OnMyWay, handoff.Arrive, handoff.Release, handoff.Beside, handoff.Done}).Draw(rt, "answer")
					for _, r := range b.Requests() {
						was := r.By
						err := b.Answer(r.ID, device, what, handoff.Resolution{})
						if err == nil && was != "" && was != device {
							t.Fatalf("%s took over what %s had in hand", device, was)
						}
					}
				case "listen":
					if streams[device] == nil {
						streams[device] = b.Listen(device)
					}
				case "lost":
					if gone := streams[device]; gone != nil {
						gone()
						delete(streams, device)
					}
				case "wait":
					time.Sleep(time.Duration(rapid.IntRange(1, 200).Draw(rt, "seconds")) * time.Second)
				}
				live := 0
				for _, r := range b.Requests() {
					if !r.Phase.Over() && r.Phase != handoff.Here {
						live++
						if waited := time.Since(r.Began); waited >= 12*time.Minute {
							t.Fatalf("a resident has waited %v, and the request is %s", waited, r.Phase)
						}
					}
					if r.Phase.Over() && (r.Topic != "" || r.Lines != nil) {
						t.Fatalf("what was shared outlives the request: %+v", r)
					}
				}
				if live > 1 {
					t.Fatalf("one kiosk has %d requests", live)
				}
			}
			time.Sleep(12 * time.Minute)
			if r := b.Status(door).Request; r != nil && !r.Phase.Over() && r.Phase != handoff.Here {
				t.Fatalf("after all that the request is %s", r.Phase)
			}
			b.Leave(door)
			time.Sleep(2 * time.Hour)
			if left := b.Requests(); len(left) > 0 {
				t.Fatalf("the board still holds %+v", left)
			}
		})
	})
}

// Whoever waits for a change hears of every one that time brings, without asking.
func TestTimeAloneIsAChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := handoff.NewBoard(handoff.Options{})
		defer b.Close()
		b.Listen("a")
		asked(t, b)
		var seen []time.Duration
		start := time.Now()
		for {
			changed := b.Changed()
			if r := b.Status(door).Request; r.Phase == handoff.Unanswered {
				break
			}
			<-changed
			seen = append(seen, time.Since(start))
		}
		if want := []time.Duration{20 * time.Second, time.Minute, 5 * time.Minute}; !slices.Equal(seen, want) {
			t.Errorf("changes were heard at %v, and should be at %v", seen, want)
		}
	})
}

func TestABellThatBreaksPromisesNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := handoff.NewBoard(handoff.Options{})
		defer b.Close()
		cut := b.Wire()
		asked(t, b)
		cut()
		phase(t, b, handoff.Asked)
		if b.Rings() || b.Status(door).Listening {
			t.Error("a broken bell calls")
		}
	})
}

// A desk that accepts and sends a colleague, on and on, is waiting too.
func TestBeingPassedOnIsWaitingAndEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := handoff.NewBoard(handoff.Options{})
		defer b.Close()
		b.Listen("a")
		r := asked(t, b)
		for range 11 {
			for _, what := range []handoff.Answer{handoff.Accept, handoff.Release} {
				if err := b.Answer(r.ID, "a", what, handoff.Resolution{}); err != nil {
					t.Fatal(err)
				}
			}
			time.Sleep(time.Minute)
		}
		phase(t, b, handoff.Alerted)
		time.Sleep(time.Minute)
		phase(t, b, handoff.Unanswered)
	})
}
