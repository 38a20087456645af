package queue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"frontdoor/kiosk/usage"
)

// WriterOptions adjust a Writer. The zero value works.
type WriterOptions struct {
	Log *slog.Logger
	// EveryVisit closes the hour after every visit, for demonstrations: the hub then hears of
	// each visit by itself, which a kiosk with residents must not let it.
	EveryVisit bool
	// Boot returns how long the machine has been on, asleep or awake. With it, the open hour is put
	// right when the clock is set while the kiosk runs; nil never does that.
	Boot func() time.Duration
}

// A Writer counts visits for the core and writes them in the background, so that the glass never
// waits for a disk. Begin, Count and End are called by one goroutine, the core's. What the
// disk does not take is kept in memory, added up by hour, and tried again.
type Writer struct {
	queue      *Queue
	vocabulary *usage.Vocabulary
	opts       WriterOptions
	visit      *usage.Visit

	wake chan struct{}
	mu   sync.Mutex
	back map[usage.Hour][]usage.Cell // what is not on the disk yet
	over bool                        // Run has ended

	waiting Waiting
	failing bool // the disk takes nothing now

	mine   usage.Hour // the hour that was added to last, since the start; of Run only
	wall   time.Time  // of the clock and of the machine at one moment; of Run only
	booted time.Duration
}

// NewWriter makes a writer of a queue.
func NewWriter(q *Queue, words *usage.Vocabulary, opts WriterOptions) *Writer {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	return &Writer{
		queue: q, vocabulary: words, opts: opts,
		wake: make(chan struct{}, 1), back: map[usage.Hour][]usage.Cell{},
	}
}

// Begin starts the counts of a visit. One that had begun and not ended is interrupted.
func (w *Writer) Begin(now time.Time) {
	w.End(now, usage.Interrupted)
	w.visit = w.vocabulary.Begin(now)
}

// Count adds one count to the visit. Outside a visit it counts nothing.
func (w *Writer) Count(dimension, value string) {
	if w.visit != nil {
		w.visit.Count(dimension, value)
	}
}

// Remembered returns what the visit would add if its resident finished it now.
func (w *Writer) Remembered(now time.Time) []usage.Cell {
	if w.visit == nil {
		return nil
	}
	return w.visit.Remembered(now)
}

// Discard throws away what the visit counted; only that there was one stays.
func (w *Writer) Discard() {
	if w.visit != nil {
		w.visit.Discard()
	}
}

// Waiting returns what the file held when it was last written to or read: it asks no disk. What
// a visit of this minute added may not be in it yet.
func (w *Writer) Waiting() Waiting {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.waiting
}

// Failing reports whether the disk takes nothing now. What is counted meanwhile stays in memory.
func (w *Writer) Failing() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.failing
}

// look reads what waits, for Waiting. A file that cannot be read keeps what was known.
func (w *Writer) look() {
	now, err := w.queue.Waiting()
	if err != nil {
		return // whoever writes next meets the same fault and says so
	}
	w.mu.Lock()
	w.waiting = now
	w.mu.Unlock()
}

// End closes the visit and passes its counts on to be written.
func (w *Writer) End(now time.Time, outcome string) {
	if w.visit == nil {
		return
	}
	cells := w.visit.End(now, outcome)
	w.visit = nil
	w.keep(now, cells)
}

// Note counts something that belongs to no visit: the kiosk's own health, or what the desk
// says of a call when its resident has gone. Any goroutine may call it.
func (w *Writer) Note(now time.Time, dimension, value string) {
	w.keep(now, w.vocabulary.AdmitAll([]usage.Cell{{Dimension: dimension, Value: value, Count: 1}}))
}

// keep takes cells to be written. It waits for no disk while Run runs.
func (w *Writer) keep(now time.Time, cells []usage.Cell) {
	hour := usage.HourOf(now)
	w.mu.Lock()
	w.back[hour] = usage.Merge(w.back[hour], cells)
	over := w.over
	w.mu.Unlock()
	if over {
		// The core closed after the writer: nobody waits for the glass any more.
		if err := w.write(); err != nil {
			w.opts.Log.Error("the last counts could not be written", "err", err)
		}
		return
	}
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// tick is how often Run checks whether the hour has passed, and tries again what the disk did
// not take.
const tick = 20 * time.Second

// Run writes what was counted and closes hours as they pass, until ctx ends; then it writes
// the rest. A disk that takes nothing is tried again for ever. Run gives up only when the
// file is damaged, which the next start of the kiosk mends, or when the rest cannot be
// written at the end.
func (w *Writer) Run(ctx context.Context) error {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	if w.opts.Boot != nil {
		w.wall, w.booted = time.Now().Round(0), w.opts.Boot()
	}
	var fault bool
	due := true // something may have to be closed, beyond what the passing of an hour closes
	var hour usage.Hour
	for n := 0; ; n++ {
		if due || n%looks == 0 {
			w.look()
		}
		select {
		case <-ctx.Done():
			w.mu.Lock()
			w.over = true
			w.mu.Unlock()
			if err := w.write(); err != nil {
				return fmt.Errorf("write the last counts: %w", err)
			}
			return nil
		case <-w.wake:
			due = true
		case <-ticker.C:
		}
		err := w.correct()
		if err == nil {
			err = w.write()
		}
		if now := usage.HourOf(time.Now()); err == nil && (due || now != hour) {
			if err = w.queue.CloseHour(now); err == nil {
				due, hour = now != hour, now // what was closed is looked at in the next round
			}
		}
		switch {
		case errors.Is(err, ErrDamaged):
			return fmt.Errorf("keep counts: %w", err)
		case err != nil && !fault:
			w.opts.Log.Warn("counts could not be written: they stay in memory and are tried again", "err", err)
		case err == nil && fault:
			w.opts.Log.Info("counts can be written again")
		}
		fault = err != nil
		w.mu.Lock()
		w.failing = fault
		w.mu.Unlock()
	}
}

// jump is how far the clock is moved at once that is taken for being set. What is slowly put right
// moves less between two rounds.
const jump = 2 * time.Minute

// correct moves the open hour to where it should have been, when the clock was set while it was open: a
// machine without a battery for its clock begins with a wrong one, and learns the time later. Hours that
// are closed stay as they are, for the hub may have them.
func (w *Writer) correct() error {
	if w.opts.Boot == nil {
		return nil
	}
	now, booted := time.Now().Round(0), w.opts.Boot()
	by := now.Sub(w.wall) - (booted - w.booted)
	w.wall, w.booted = now, booted
	if by.Abs() < jump {
		return nil
	}
	w.opts.Log.Info("the clock was set", "by", by)
	w.mu.Lock()
	moved := map[usage.Hour][]usage.Cell{}
	for hour, cells := range w.back { // what is not written yet was counted by the old clock, but for this very moment's
		to := hour
		if hour != usage.HourOf(now) {
			to = shifted(hour, by)
		}
		moved[to] = usage.Merge(moved[to], cells)
	}
	w.back = moved
	w.mu.Unlock()
	if w.mine == 0 {
		return nil
	}
	return w.queue.redate(w.mine, by)
}

// shifted returns the hour that another was, by a clock that was set by d: by its middle.
func shifted(hour usage.Hour, by time.Duration) usage.Hour {
	return usage.HourOf(hour.Time().Add(30*time.Minute + by))
}

// looks is how many rounds pass at most until the writer looks what waits: a delivery takes away
// beside it.
const looks = 9

// write writes what is not on the disk yet. What fails is kept.
func (w *Writer) write() error {
	w.mu.Lock()
	back := w.back
	w.back = map[usage.Hour][]usage.Cell{}
	w.mu.Unlock()
	var failed error
	for _, hour := range slices.Sorted(maps.Keys(back)) {
		if failed == nil {
			failed = w.queue.Add(back[hour], hour)
			w.mine = hour
		}
		if failed != nil {
			w.mu.Lock()
			w.back[hour] = usage.Merge(w.back[hour], back[hour])
			w.mu.Unlock()
		}
	}
	if failed == nil && w.opts.EveryVisit && len(back) > 0 {
		return w.queue.CloseOpen()
	}
	return failed
}
