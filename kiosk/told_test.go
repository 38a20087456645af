package kiosk_test

import (
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/kiosk"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/usage"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// kept joins a real writer to the core, as cmd/kiosk does.
type kept struct {
	*queue.Writer
	queue *queue.Queue
}

func (k kept) Waiting() usage.Waiting {
	w := k.Writer.Waiting()
	return usage.Waiting{Hours: int(w.Records), Since: w.Oldest.Time()}
}

// stored returns every count that is on the disk.
func (k kept) stored(t *testing.T) []usage.Cell {
	t.Helper()
	if err := k.queue.CloseOpen(); err != nil {
		t.Fatal(err)
	}
	batch, err := k.queue.Pending(usage.MaxRecords, usage.MaxBytes)
	if err != nil {
		t.Fatal(err)
	}
	var all []usage.Cell
	for _, r := range batch.Records {
		all = usage.Merge(all, r.Cells)
	}
	return all
}

// onDisk runs a kiosk whose counts are written, and gives what is stored when it has ended.
func onDisk(t *testing.T, test func(do func(journey.Kind, ...string) glass.View)) (stored []usage.Cell) {
	t.Helper()
	tree, err := needs.Load()
	if err != nil {
		t.Fatal(err)
	}
	var tags []string
	for _, l := range locales.All() {
		tags = append(tags, l.Tag)
	}
	synctest.Test(t, func(t *testing.T) {
		q, err := queue.Open(t.Context(), filepath.Join(t.TempDir(), "queue.db"), queue.Options{})
		if err != nil {
			t.Fatal(err)
		}
		k := kept{queue.NewWriter(q, usage.NewVocabulary(usage.Known{Languages: tags, Needs: tree.Leaves(), Screens: journey.Steps()}), queue.WriterOptions{}), q}
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- k.Run(ctx) }()
		within(t, kiosk.Options{Counter: k, Memory: k, Note: k.Note, Rights: rights(t)}, func(_ *screen, do func(journey.Kind, ...string) glass.View) { test(do) })
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		stored = k.stored(t)
		if err := q.Close(); err != nil {
			t.Error(err)
		}
	})
	return stored
}

func TestWhatAResidentIsShownIsWhatIsStored(t *testing.T) {
	var shown []usage.Cell
	stored := onDisk(t, func(do func(journey.Kind, ...string) glass.View) {
		do(journey.PickService, on[glass.Results](t, toResults(do)).Answers[0].Service.ID)
		do(journey.ShowTurned)
		do(journey.PickReason, usage.Full)
		do(journey.PickSize, "1")
		r := on[glass.Remembered](t, do(journey.ShowMemory))
		if r.Waiting.Hours != 0 {
			t.Errorf("%d hours wait before anything was counted", r.Waiting.Hours)
		}
		shown = r.Counted
		do(journey.Finish)
	})
	if len(shown) < 10 || !reflect.DeepEqual(shown, stored) {
		t.Errorf("shown  %v\nstored %v", shown, stored)
	}
}

func TestOneTouchLeavesNothingOfAVisitButThatThereWasOne(t *testing.T) {
	want := []usage.Cell{{Dimension: usage.Visits, Value: usage.All, Count: 1}, {Dimension: usage.Outcome, Value: usage.Discarded, Count: 1}}
	for name, end := range map[string][]journey.Kind{"finish": {journey.Finish}, "silence": {silence, silence}, "quick exit": {journey.QuickExit}} {
		t.Run(name, func(t *testing.T) {
			stored := onDisk(t, func(do func(journey.Kind, ...string) glass.View) {
				toResults(do)
				do(journey.ShowMemory)
				if r := on[glass.Remembered](t, do(journey.Discard)); !reflect.DeepEqual(r.Counted, want) {
					t.Errorf("after it the glass shows %v", r.Counted)
				}
				do(journey.Back)
				do(journey.AskPerson)
				do(journey.CallPerson)
				for _, k := range end {
					do(k)
				}
				do(journey.Rate, "yes")
			})
			if !reflect.DeepEqual(stored, want) {
				t.Errorf("%v is stored", stored)
			}
		})
	}
}

func TestWhatResidentsTellIsCountedByItsReasonAlone(t *testing.T) {
	l := &ledger{}
	var after []string
	note := func(_ time.Time, dimension, value string) { after = append(after, dimension+":"+value) }
	stand(t, kiosk.Options{Counter: l, Note: note, Rights: rights(t)}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
		do(journey.Touch)
		do(journey.ShowMissing)
		if v := do(journey.PickMissing, "tlh"); shown(v) != journey.Missing {
			t.Error("a language that is not offered was taken")
		}
		if p := on[glass.Person](t, do(journey.PickMissing, "ro")); p.Wanted != "ro" {
			t.Errorf("%q is wanted", p.Wanted)
		}
		do(journey.ShowHandover)
		do(journey.Finish)
		do(journey.Touch)
		do(journey.PickService, on[glass.Results](t, toResults(do)).Answers[0].Service.ID)
		if s := on[glass.Turned](t, do(journey.ShowTurned)); len(s.Reasons) != 10 || len(s.Rights) == 0 {
			t.Errorf("%d reasons, rights %v", len(s.Reasons), s.Rights)
		}
		do(journey.PickReason, usage.ProofNeeded)
		do(journey.Finish)
		do(journey.Rate, "very")
		do(journey.Rate, usage.HelpfulPartly)
		do(journey.Touch)
		do(journey.PickLanguage, "pl")
		do(silence)
		do(silence)
	})
	for _, want := range []string{"wanted:ro", "turned:proof", "unmet:proof", "left:needs"} {
		if !slices.Contains(l.counts, want) {
			t.Errorf("%s is not counted in %v", want, l.counts)
		}
	}
	if !slices.Equal(after, []string{"helpful:partly"}) {
		t.Errorf("after the visits, %v is counted", after)
	}
}

func TestOfPeopleInDangerNothingIsAsked(t *testing.T) {
	stand(t, kiosk.Options{}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
		do(journey.Touch)
		do(journey.PickLanguage, "bn")
		do(journey.PickTop, "urgent")
		list := on[glass.Results](t, do(journey.PickLeaf, "urgent/not-safe"))
		do(journey.PickService, list.Answers[0].Service.ID)
		if v := do(journey.ShowTurned); shown(v) != journey.Service {
			t.Errorf("it shows %v", shown(v))
		}
	})
}

// A value without words would be shown as "something else", and a resident could not see what
// is counted.
func TestEveryCountOfAVisitHasWordsInEveryLanguage(t *testing.T) {
	tree, err := needs.Load()
	if err != nil {
		t.Fatal(err)
	}
	words, err := locales.Open()
	if err != nil {
		t.Fatal(err)
	}
	missing := []string{}
	for _, l := range locales.Missing() {
		missing = append(missing, l.Tag)
	}
	vocabulary := usage.NewVocabulary(usage.Known{Languages: []string{"bn"}, Needs: tree.Leaves(), Screens: journey.Steps()})
	for _, l := range locales.All() {
		p := words.Printer(l.Tag)
		for _, d := range []string{
			usage.Visits, usage.Minutes, usage.Language, usage.Need, usage.Step, usage.PlaceKind, usage.Unmet, usage.Person, usage.Handoff, usage.Wait, usage.Format,
			usage.Wanted, usage.Turned,
		} {
			values := vocabulary.Values(d)
			if len(values) == 0 {
				t.Errorf("%s has no values", d)
			}
			for _, v := range values {
				lines := wording.Remembered(p, []usage.Cell{{Dimension: d, Value: v, Count: 1}})
				if got := fmt.Sprint(lines); len(lines) != 1 || v != usage.Other && strings.Contains(got, p.T("count.other")) || strings.Contains(got, "count.") {
					t.Errorf("%s: %s of %s is shown as %s", l.Tag, v, d, got)
				}
				if d == usage.Wanted && v != usage.Other && !locales.Lacks(v) && !slices.ContainsFunc(locales.All(), func(l locales.Language) bool { return l.Tag == v }) {
					t.Errorf("%s can be counted as missing, and nobody can choose it", v)
				}
			}
		}
	}
	for _, tag := range missing {
		if v, _ := vocabulary.Admit(usage.Wanted, tag); v != tag {
			t.Errorf("%s can be chosen and is counted as %s", tag, v)
		}
	}
}
