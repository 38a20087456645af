package kiosk_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/site"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// everyScreen returns a state of every screen that a resident or staff can reach, found by
// doing everything that can be done from everywhere with what this kiosk has.
func everyScreen(t *testing.T) map[journey.Screen]journey.State {
	t.Helper()
	values := map[journey.Value][]string{
		journey.NoValue: {""}, journey.ALanguage: {"bn"}, journey.AMissing: {"ro"}, journey.ATop: {"health"}, journey.ALeaf: {"health/gp"},
		journey.ACharacter: {"1"}, journey.ASize: {"1"}, journey.AService: {"a-surgery"}, journey.AFilter: {"open"}, journey.ARight: {"gp-no-proof"},
		journey.AReason: {"proof"}, journey.ARating: {"yes"}, journey.ALine: {"need"}, journey.AnAccessNeed: {"seat"},
		journey.APaper: {"service", "person", "plan", "handover"}, journey.AGroup: {"time"}, journey.APhrase: {"time/come-back"},
		journey.AnIndexOfBlanks: {"0"}, journey.AFilling: {"10:"}, journey.ADevice: {"Tablet"},
	}
	all := []journey.Event{journey.PinRight{}, journey.Found{Postcode: "E1 6AN"}}
	for _, k := range journey.Kinds() {
		if len(values[k.Takes()]) == 0 {
			t.Fatalf("%s takes a value of which there is no sample", k)
		}
		for _, v := range values[k.Takes()] {
			all = append(all, journey.Action{Kind: k, Value: v})
		}
	}
	found := map[journey.Screen]journey.State{}
	seen := map[string]bool{}
	for next := []journey.State{{}}; len(next) > 0; next = next[1:] {
		s := next[0]
		key := fmt.Sprint(s.Screen, s.Unlocked, s.Lang)
		if seen[key] {
			continue
		}
		seen[key], found[s.Screen] = true, s
		for _, e := range all {
			if to, _ := journey.Step(s, e); !reflect.DeepEqual(to, s) {
				next = append(next, to)
			}
		}
	}
	for _, s := range journey.Screens() {
		if _, ok := found[s]; !ok {
			t.Errorf("nothing leads to %s", s)
		}
	}
	return found
}

// conditions returns how things can be at the desk, from a real board: what there is that calls
// somebody, and how a call goes.
func conditions(t *testing.T, staffed bool) map[string]handoff.Status {
	t.Helper()
	out := map[string]handoff.Status{}
	with := func(name string, do func(b *handoff.Board)) {
		synctest.Test(t, func(*testing.T) {
			b := handoff.NewBoard(handoff.Options{Staffed: func(time.Time) bool { return staffed }})
			defer b.Close()
			do(b)
			synctest.Wait()
			out[name] = b.Status("Here")
		})
	}
	ask := func(b *handoff.Board) {
		if err := b.Ask(handoff.Call{Kiosk: "Here"}); (err == nil) != staffed {
			t.Errorf("a call where staffed is %t gives %v", staffed, err)
		}
	}
	with("nothing calls anybody", func(*handoff.Board) {})
	with("a bell", func(b *handoff.Board) { b.Wire() })
	with("a console", func(b *handoff.Board) { b.Listen("Tablet") })
	if !staffed {
		return out
	}
	with("called", func(b *handoff.Board) { b.Wire(); ask(b) })
	with("called, for two minutes", func(b *handoff.Board) { b.Wire(); ask(b); time.Sleep(2 * time.Minute) })
	with("called, and nobody came", func(b *handoff.Board) { b.Wire(); ask(b); time.Sleep(6 * time.Minute) })
	with("the network is lost while somebody waits", func(b *handoff.Board) {
		gone := b.Listen("Tablet")
		ask(b)
		gone()
	})
	with("somebody has it and does not come", func(b *handoff.Board) {
		b.Listen("Tablet")
		ask(b)
		if err := b.Answer(b.Requests()[0].ID, "Tablet", handoff.Accept, handoff.Resolution{}); err != nil {
			t.Error(err)
		}
		time.Sleep(130 * time.Second)
	})
	with("somebody is there", func(b *handoff.Board) { b.Wire(); ask(b); b.Met("Here") })
	return out
}

// A truth is what the example's file says, read by a person and not by the rota.
type truth struct{ desk, phone, interpreter bool }

func truthAt(now time.Time) truth {
	between := func(from, to float64) bool {
		h := float64(now.Hour()) + float64(now.Minute())/60
		return h >= from && h < to
	}
	switch now.Format("2006-01-02") {
	case "2026-12-24": // the site is closed; its interpreters are not
		return truth{interpreter: between(8, 20)}
	case "2026-12-25", "2026-12-26", "2026-12-28":
		return truth{}
	}
	switch now.Weekday() {
	case time.Sunday:
		return truth{}
	case time.Saturday:
		return truth{desk: between(10, 16), phone: between(10, 16)}
	case time.Friday:
		return truth{desk: between(9, 17), phone: between(8.5, 18), interpreter: between(8, 20)}
	default:
		return truth{desk: between(9, 19), phone: between(8.5, 20), interpreter: between(8, 20)}
	}
}

// TestEveryScreenLeadsToAPersonAtEveryHour crawls every screen in every language at every half
// hour of an ordinary week and of Christmas, however the desk and its network stand: there is
// always a way to a person that is open at that moment, it comes first, and nothing is said
// that is not true.
func TestEveryScreenLeadsToAPersonAtEveryHour(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	at, err := site.Example()
	if err != nil {
		t.Fatal(err)
	}
	words, err := locales.Open()
	if err != nil {
		t.Fatal(err)
	}
	// One touch from everywhere.
	screens := everyScreen(t)
	for name, s := range screens {
		if to, _ := journey.Step(s, journey.Action{Kind: journey.AskPerson}); to.Screen != journey.Person {
			t.Errorf("from %s, asking for a person leads to %s", name, to.Screen)
		}
		if to, _ := journey.Step(s, journey.Action{Kind: journey.AskEmergency}); to.Screen != journey.Emergency {
			t.Errorf("from %s, 999 leads to %s", name, to.Screen)
		}
	}
	ways := 0
	states := map[bool]map[string]handoff.Status{true: conditions(t, true), false: conditions(t, false)}
	for _, monday := range []time.Time{time.Date(2026, 6, 8, 0, 15, 0, 0, london), time.Date(2026, 12, 21, 0, 15, 0, 0, london)} {
		for i := range 7 * 48 {
			now := monday.Add(time.Duration(i) * 30 * time.Minute)
			is, offer := truthAt(now), at.Rota.Offer(now)
			if staffed := at.Rota.Staffed(now); staffed != is.desk {
				t.Fatalf("%v: the rota says staffed %t", now, staffed)
			}
			for name, status := range states[is.desk] {
				for _, l := range locales.All() {
					if fault := lies(words.Printer(l.Tag), offer, status, is); fault != "" {
						t.Errorf("%v, %s, %s: %s", now, l.Tag, name, fault)
					}
					ways++
				}
			}
		}
	}
	t.Logf("%d screens, each one touch from a person; %d times the ways to one were looked at", len(screens), ways)
}

// lies says what is wrong with the ways to a person at a moment; empty for nothing.
func lies(p locales.Printer, o handoff.Offer, s handoff.Status, is truth) string {
	if s.Listening && !is.desk {
		return "somebody is said to listen while nobody is there"
	}
	open := map[string]bool{"020 7946 0123": is.phone, "020 7946 0166": is.interpreter, "111": true}
	all := wording.Ways(p, o, s)
	if len(all) == 0 {
		return "there is no way"
	}
	for i, w := range all {
		number := strings.ReplaceAll(w.Number, "\u00a0", " ")
		if w.What == "" || w.Beneath == "" || strings.Contains(w.What+w.Beneath, "person.") {
			return fmt.Sprintf("a way without words: %+v", w)
		}
		if w.What == p.T("person.desk.go") && !is.desk {
			return "somebody is said to be at the desk"
		}
		known, ok := open[number]
		if number != "" && !ok {
			return "a number of nobody: " + number
		}
		if i == 0 && number != "" && !known {
			return "the first way is closed: " + number
		}
		if i == 0 && number == "" && w.What != p.T("person.desk.go") {
			return "the first way is a desk that nobody is at"
		}
	}
	switch now := wording.HelpNow(p, o, s); {
	case now == "" || strings.Contains(now, "frame."):
		return "the bar says nothing"
	case s.Request != nil && !s.Request.Phase.Over():
	case o.Best == handoff.Desk && !is.desk, o.Best == handoff.Phone && (is.desk || !is.phone), o.Best == handoff.NHS && (is.desk || is.phone):
		return "the bar offers " + string(o.Best)
	}
	return ""
}
