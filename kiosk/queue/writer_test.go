package queue_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/usage"
)

func words() *usage.Vocabulary {
	return usage.NewVocabulary(usage.Known{Languages: []string{"en", "bn"}, Needs: []string{"health/gp"}, Screens: []string{"needs", "results"}})
}

// running starts a writer; stop ends it as a kiosk does and returns its error.
func running(t *testing.T, q *queue.Queue, opts queue.WriterOptions) (w *queue.Writer, stop func() error) {
	t.Helper()
	w = queue.NewWriter(q, words(), opts)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	return w, func() error { cancel(); return <-done }
}

// one is a visit from beginning to end.
func one(w *queue.Writer) {
	w.Begin(time.Now())
	w.Count(usage.Need, "health/gp")
	w.End(time.Now(), usage.Finished)
}

func TestVisitsReachTheDiskAndHoursCloseByThemselves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, err := queue.Open(t.Context(), filepath.Join(t.TempDir(), "queue.db"), queue.Options{})
		if err != nil {
			t.Fatal(err)
		}
		w, stop := running(t, q, queue.WriterOptions{})
		for range 3 {
			one(w)
		}
		if waits, err := q.Waiting(); err != nil || waits.Records != 0 {
			t.Errorf("%+v, %v: the hour has not passed", waits, err)
		}
		time.Sleep(time.Hour + time.Minute)
		synctest.Wait()
		select {
		case <-q.Closed():
		default:
			t.Error("nobody is told that an hour waits")
		}
		if got := visits(pending(t, q).Records); got != 3 {
			t.Errorf("%d visits wait, want 3", got)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
		if err := q.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestLastVisitsAreWrittenAtTheEnd(t *testing.T) {
	q, _ := fresh(t)
	w, stop := running(t, q, queue.WriterOptions{})
	one(w)
	w.Begin(time.Now())
	w.Begin(time.Now()) // the first was never ended
	w.End(time.Now(), usage.Interrupted)
	w.End(time.Now(), usage.Interrupted) // there is none
	w.Count(usage.Need, "health/gp")
	w.Note(time.Now(), usage.Health, usage.ContentDamaged)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	one(w) // the core may end after the writer
	if got := counted(t, q); got != 4 {
		t.Errorf("%d visits on the disk, want 4", got)
	}
	cells := pending(t, q).Records[0].Cells
	if last := cells[len(cells)-1]; last.Value != usage.ContentDamaged {
		t.Errorf("the kiosk's health is not counted: %v", cells)
	}
}

func TestEveryVisitOfADemonstrationIsARecord(t *testing.T) {
	q, _ := fresh(t)
	w, stop := running(t, q, queue.WriterOptions{EveryVisit: true})
	for i := range 3 {
		one(w)
		for { // until the writer has come round
			<-q.Closed()
			if len(pending(t, q).Records) == i+1 {
				break
			}
		}
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
}

func TestWhatTheDiskDoesNotTakeIsKeptInMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "queue.db")
		shut, err := queue.Open(t.Context(), path, queue.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := shut.Close(); err != nil {
			t.Fatal(err)
		}
		w, stop := running(t, shut, queue.WriterOptions{})
		one(w)
		time.Sleep(time.Minute)
		one(w)
		synctest.Wait()
		if err := stop(); err == nil {
			t.Error("visits that were never written are not spoken of")
		}
	})
}

func TestShownIsWhatWouldBeWritten(t *testing.T) {
	q, _ := fresh(t)
	w, stop := running(t, q, queue.WriterOptions{})
	if got := w.Remembered(time.Now()); got != nil {
		t.Errorf("nobody is there, and %v is remembered", got)
	}
	w.Begin(time.Now())
	w.Count(usage.Language, "bn")
	w.Count(usage.Need, "nothing of ours")
	shown := w.Remembered(time.Now())
	w.End(time.Now(), usage.Finished)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if err := q.CloseOpen(); err != nil {
		t.Fatal(err)
	}
	if stored := pending(t, q).Records[0].Cells; len(shown) != 5 || !slices.Equal(shown, stored) {
		t.Errorf("shown %v, stored %v", shown, stored)
	}
}

// A machine whose clock has no battery begins in another year, and is told the time while it is
// on: what was counted before belongs to the hour in which it was counted.
func TestTheOpenHourIsPutRightWhenTheClockIsSet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, _ := fresh(t)
		began, more := time.Now(), time.Duration(0)
		w, stop := running(t, q, queue.WriterOptions{Boot: func() time.Duration { return time.Since(began) + more }})
		now := usage.HourOf(time.Now())
		one(w)
		synctest.Wait()
		more = 5 * time.Hour // the machine was on for five hours that the clock knows nothing about: it was set back by them
		one(w)
		synctest.Wait()
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if err := q.CloseOpen(); err != nil {
			t.Fatal(err)
		}
		b := pending(t, q)
		if len(b.Records) != 2 || b.Records[0].Hour != now-5 || b.Records[1].Hour != now {
			t.Errorf("at %d: %+v", now, b.Records)
		}
		if got := visits(b.Records); got != 2 {
			t.Errorf("%d visits of 2", got)
		}
	})
}
