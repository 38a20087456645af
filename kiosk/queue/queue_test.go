package queue_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/usage"
)

const noon = usage.Hour(498756) // 24 November 2026, 12:00

// open opens a queue that is probed and closed at the end of the test.
func open(t *testing.T, path string) *queue.Queue {
	t.Helper()
	q, err := queue.Open(t.Context(), path, queue.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := q.Close(); err != nil {
			t.Error(err)
		}
		if err := queue.Probe(path); err != nil {
			t.Error(err)
		}
	})
	return q
}

func fresh(t *testing.T) (*queue.Queue, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "counts", "queue.db")
	return open(t, path), path
}

// visit is the counts of one visit.
func visit() []usage.Cell {
	return []usage.Cell{
		{Dimension: usage.Visits, Value: usage.All, Count: 1},
		{Dimension: usage.Need, Value: "health/gp", Count: 1},
	}
}

func add(t *testing.T, q *queue.Queue, hours ...usage.Hour) {
	t.Helper()
	for _, h := range hours {
		if err := q.Add(visit(), h); err != nil {
			t.Fatal(err)
		}
	}
}

func pending(t *testing.T, q *queue.Queue) usage.Batch {
	t.Helper()
	b, err := q.Pending(usage.MaxRecords, usage.MaxBytes)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// visits sums the visits of records.
func visits(records []usage.Record) (n uint64) {
	for _, r := range records {
		for _, c := range r.Cells {
			if c.Dimension == usage.Visits {
				n += c.Count
			}
		}
	}
	return n
}

func TestHoursWaitUntilTheyHavePassed(t *testing.T) {
	q, _ := fresh(t)
	add(t, q, noon, noon)
	if err := q.CloseHour(noon); err != nil {
		t.Fatal(err)
	}
	if b := pending(t, q); len(b.Records) != 0 {
		t.Fatalf("the open hour is pending: %+v", b)
	}
	if err := q.CloseHour(noon + 1); err != nil {
		t.Fatal(err)
	}
	want := []usage.Record{{
		Seq: 1, Schema: usage.Schema, Hour: noon, Clock: usage.ClockSteady,
		Cells: usage.Merge(visit(), visit()),
	}}
	if b := pending(t, q); !reflect.DeepEqual(b.Records, want) || b.Epoch == 0 {
		t.Errorf("got  %+v\nwant %+v", b.Records, want)
	}
}

func TestHourClosedEarlyAddsUpInTwoRecords(t *testing.T) {
	q, _ := fresh(t)
	add(t, q, noon)
	for range 2 { // closing nothing is nothing
		if err := q.CloseOpen(); err != nil {
			t.Fatal(err)
		}
	}
	add(t, q, noon, noon, noon+1)
	b := pending(t, q)
	if len(b.Records) != 2 || b.Records[0].Hour != noon || b.Records[1].Hour != noon || visits(b.Records) != 3 {
		t.Errorf("got %+v", b.Records)
	}
	for _, r := range b.Records {
		if r.Clock != usage.ClockSteady {
			t.Errorf("record %d has clock %d: nothing was wrong with it", r.Seq, r.Clock)
		}
	}
}

func TestClockPutBackLosesNothingAndIsMarked(t *testing.T) {
	q, _ := fresh(t)
	add(t, q, noon, noon-5, noon-5, noon-4, 3, noon)
	if err := q.CloseOpen(); err != nil {
		t.Fatal(err)
	}
	b := pending(t, q)
	type mark struct {
		hour  usage.Hour
		clock usage.Clock
	}
	var got []mark
	for _, r := range b.Records {
		got = append(got, mark{r.Hour, r.Clock})
	}
	want := []mark{
		{noon, usage.ClockDoubtful},
		{noon - 5, usage.ClockDoubtful},
		{noon - 4, usage.ClockDoubtful},
		{3, usage.ClockDoubtful},
		{noon, usage.ClockSteady},
	}
	if !reflect.DeepEqual(got, want) || visits(b.Records) != 6 {
		t.Errorf("got %v of %d visits, want %v of 6", got, visits(b.Records), want)
	}
}

func TestPendingKeepsToItsBounds(t *testing.T) {
	q, _ := fresh(t)
	for i := range usage.Hour(20) {
		add(t, q, noon+i)
	}
	if err := q.CloseOpen(); err != nil {
		t.Fatal(err)
	}
	for records := range 25 {
		b, err := q.Pending(records, usage.MaxBytes)
		if err != nil {
			t.Fatal(err)
		}
		if want := min(records, 20); len(b.Records) != want {
			t.Fatalf("%d records, want %d", len(b.Records), want)
		}
	}
	whole := len(pending(t, q).Append(nil))
	for size := range whole + 10 {
		b, err := q.Pending(usage.MaxRecords, size)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(b.Append(nil)); len(b.Records) > 1 && n > size+16 {
			t.Fatalf("%d bytes, want at most %d and the head", n, size)
		}
		if len(b.Records) == 0 {
			t.Fatal("nothing waits, for want of space: it would wait for ever")
		}
	}
}

func TestHubFollowsAndIsFollowed(t *testing.T) {
	q, _ := fresh(t)
	for i := range usage.Hour(6) {
		add(t, q, noon+i)
	}
	b := pending(t, q)
	settle := func(epoch, through uint64, want ...uint64) {
		t.Helper()
		if err := q.Settle(epoch, through); err != nil {
			t.Fatal(err)
		}
		var got []uint64
		for _, r := range pending(t, q).Records {
			got = append(got, r.Seq)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("after %d, %v wait, want %v", through, got, want)
		}
	}
	settle(b.Epoch, 3, 4, 5)
	settle(b.Epoch, 5)
	settle(b.Epoch, 1, 2, 3, 4, 5)    // restored from a copy
	settle(b.Epoch+2, 5, 2, 3, 4, 5)  // word of another file
	settle(b.Epoch, 0, 1, 2, 3, 4, 5) // a new hub
	if got := pending(t, q); got.Epoch != b.Epoch || got.LostThrough != 0 {
		t.Errorf("epoch %x, lost through %d", got.Epoch, got.LostThrough)
	}
}

func TestHubThatIsAheadMeansThatThisFileWasRestored(t *testing.T) {
	q, path := fresh(t)
	add(t, q, noon, noon+1, noon+2)
	first := pending(t, q)
	if err := q.Settle(first.Epoch, 7); err != nil {
		t.Fatal(err)
	}
	b := pending(t, q)
	if b.Epoch == first.Epoch || len(b.Records) != 0 {
		t.Fatalf("numbers are used twice: %+v", b)
	}
	if err := q.CloseOpen(); err != nil {
		t.Fatal(err)
	}
	b = pending(t, q)
	want := usage.Merge(visit(), []usage.Cell{{Dimension: usage.Health, Value: usage.CountsLost, Count: 1}})
	if len(b.Records) != 1 || b.Records[0].Seq != 1 || !reflect.DeepEqual(b.Records[0].Cells, want) {
		t.Errorf("the open hour became %+v", b.Records)
	}
	if err := queue.Probe(path); !errors.Is(err, queue.ErrLocked) {
		t.Errorf("probing an open file says %v", err)
	}
}

func TestWhatTheHubHasIsKeptForSevenDays(t *testing.T) {
	complete.NotQuick(t, "syncs the disk some hundred times")
	q, _ := fresh(t)
	epoch := pending(t, q).Epoch
	const days = 30
	for i := range usage.Hour(days * 24) {
		add(t, q, noon+i)
		if err := q.Settle(epoch, uint64(i)); err != nil {
			t.Fatal(err)
		}
	}
	w, err := q.Waiting()
	if err != nil {
		t.Fatal(err)
	}
	if w.Kept < 7*24 || w.Kept > 7*24+2 || w.Records != 0 || !w.Open {
		t.Errorf("%+v, want 168 kept", w)
	}
	// A hub that is set back further than that hears what is lost.
	if err := q.Settle(epoch, 0); err != nil {
		t.Fatal(err)
	}
	b := pending(t, q)
	if first := b.Records[0].Seq; b.LostThrough != first-1 || first < days*24-7*24-2 {
		t.Errorf("lost through %d, the first record is %d", b.LostThrough, first)
	}
}

func TestClockThatJumpsThrowsNothingAway(t *testing.T) {
	q, _ := fresh(t)
	for i := range usage.Hour(7 * 24) {
		add(t, q, noon+i)
	}
	add(t, q, noon+24*365*20, noon)
	b := pending(t, q)
	if err := q.Settle(b.Epoch, 7*24); err != nil {
		t.Fatal(err)
	}
	if w, err := q.Waiting(); err != nil || w.Kept != 7*24 {
		t.Errorf("%+v, %v: want the hours of seven days kept", w, err)
	}
}

func TestRefusedHourIsSetAsideAndCounted(t *testing.T) {
	q, _ := fresh(t)
	add(t, q, noon, noon+1, noon+2, noon+3)
	b := pending(t, q)
	for _, epoch := range []uint64{b.Epoch + 2, b.Epoch} {
		if err := q.SetAside(epoch, 2); err != nil {
			t.Fatal(err)
		}
	}
	got := pending(t, q).Records
	want := []usage.Cell{{Dimension: usage.Health, Value: usage.RecordRefused, Count: 1}}
	if len(got) != 3 || got[1].Hour != noon+1 || !reflect.DeepEqual(got[1].Cells, want) || visits(got) != 2 {
		t.Errorf("got %+v", got)
	}
	if w, err := q.Waiting(); err != nil || w.Aside != 1 {
		t.Errorf("%+v, %v: want 1 aside", w, err)
	}
}

func TestSecondKioskIsToldOfTheFirst(t *testing.T) {
	_, path := fresh(t)
	_, err := queue.Open(t.Context(), path, queue.Options{})
	if !errors.Is(err, queue.ErrLocked) {
		t.Fatalf("the second kiosk is told %v", err)
	}
}

func TestFolderThatCannotBeWrittenIsSaidByName(t *testing.T) {
	file := filepath.Join(t.TempDir(), "not-a-folder")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{
		"under a file":   filepath.Join(file, "data", "queue.db"),
		"a file as such": filepath.Join(file, "queue.db"),
	} {
		_, err := queue.Open(t.Context(), path, queue.Options{})
		if err == nil || errors.Is(err, queue.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		} else {
			t.Log(err)
		}
	}
	folder := filepath.Join(t.TempDir(), "queue.db")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := queue.Open(t.Context(), folder, queue.Options{}); err == nil || errors.Is(err, queue.ErrDamaged) {
		t.Errorf("a folder in the file's place: %v", err)
	}
}

// The queue against a few lines of Go that keep everything in a slice: any visits at any
// hours, closing, restarts, and a hub that takes and forgets.
func TestQueueIsAsSimpleAsItsModel(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		path := filepath.Join(dir, "queue"+string(rune('a'+n%26)), "queue.db")
		if err := os.RemoveAll(filepath.Dir(path)); err != nil {
			t.Fatal(err)
		}
		start := func() *queue.Queue {
			q, err := queue.Open(t.Context(), path, queue.Options{})
			if err != nil {
				t.Fatal(err)
			}
			return q
		}
		q := start()
		defer func() {
			if err := q.Close(); err != nil {
				t.Error(err)
			}
		}()
		var closed []uint64 // visits of each record
		var here uint64     // visits of the open hour
		var hour usage.Hour
		acked := 0
		shut := func() {
			if here > 0 {
				closed, here = append(closed, here), 0
			}
		}
		hours := rapid.Custom(func(t *rapid.T) usage.Hour { return noon + usage.Hour(rapid.IntRange(-2, 2).Draw(t, "hour")) })
		t.Repeat(map[string]func(*rapid.T){
			"visit": func(t *rapid.T) {
				h := hours.Draw(t, "now")
				if h != hour {
					shut()
				}
				hour = h
				here++
				if err := q.Add(visit(), h); err != nil {
					t.Fatal(err)
				}
			},
			"clock": func(t *rapid.T) {
				h := hours.Draw(t, "now")
				if h != hour {
					shut()
				}
				if err := q.CloseHour(h); err != nil {
					t.Fatal(err)
				}
			},
			"close": func(t *rapid.T) {
				shut()
				if err := q.CloseOpen(); err != nil {
					t.Fatal(err)
				}
			},
			"restart": func(t *rapid.T) {
				if err := q.Close(); err != nil {
					t.Fatal(err)
				}
				q = start()
			},
			"hub": func(t *rapid.T) {
				b, err := q.Pending(usage.MaxRecords, usage.MaxBytes)
				if err != nil {
					t.Fatal(err)
				}
				acked = rapid.IntRange(0, len(closed)).Draw(t, "through")
				if err := q.Settle(b.Epoch, uint64(acked)); err != nil {
					t.Fatal(err)
				}
			},
			"": func(t *rapid.T) {
				b, err := q.Pending(usage.MaxRecords, usage.MaxBytes)
				if err != nil {
					t.Fatal(err)
				}
				if len(b.Records) != len(closed)-acked {
					t.Fatalf("%d records wait, want %d", len(b.Records), len(closed)-acked)
				}
				for i, r := range b.Records {
					if want := closed[acked+i]; r.Seq != uint64(acked+i+1) || visits([]usage.Record{r}) != want {
						t.Fatalf("record %+v, want %d visits in number %d", r, want, acked+i+1)
					}
				}
			},
		})
	})
}

func TestWhatCannotBeKeptIsDroppedOldestFirstAndDeclared(t *testing.T) {
	q, err := queue.Open(t.Context(), filepath.Join(t.TempDir(), "queue.db"), queue.Options{Most: 10})
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	for i := range usage.Hour(30) {
		add(t, q, noon+i)
	}
	if err := q.CloseOpen(); err != nil {
		t.Fatal(err)
	}
	b := pending(t, q)
	if len(b.Records) != 10 || b.Records[0].Seq != 21 || b.LostThrough != 20 || b.Records[9].Hour != noon+29 {
		t.Errorf("%d records from %d, lost through %d", len(b.Records), b.Records[0].Seq, b.LostThrough)
	}
	w, err := q.Waiting()
	if err != nil || w.Records != 10 || w.Oldest != noon+20 {
		t.Errorf("%+v, %v", w, err)
	}
}

func TestAFileThatWasLargeIsMadeSmallerWhenNothingWaits(t *testing.T) {
	complete.NotQuick(t, "fills a file")
	path := filepath.Join(t.TempDir(), "queue.db")
	q, err := queue.Open(t.Context(), path, queue.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var many []usage.Cell
	for i := range 4000 {
		many = append(many, usage.Cell{Dimension: usage.Need, Value: fmt.Sprintf("need/of-a-long-name-%040d", i), Count: 1})
	}
	for i := range usage.Hour(30) {
		if err := q.Add(many, noon+i); err != nil {
			t.Fatal(err)
		}
	}
	if err := q.CloseOpen(); err != nil {
		t.Fatal(err)
	}
	size := func() int64 {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	again := func() {
		if err := q.Close(); err != nil {
			t.Fatal(err)
		}
		if q, err = queue.Open(t.Context(), path, queue.Options{Most: 1}); err != nil || q.Damage() != nil {
			t.Fatal(err, q.Damage())
		}
	}
	large := size()
	if large < 4<<20 {
		t.Fatalf("the file has only %d bytes", large)
	}
	again()
	if size() != large {
		t.Error("a file in which hours wait was made anew")
	}
	if err := q.Settle(pending(t, q).Epoch, 30); err != nil {
		t.Fatal(err)
	}
	add(t, q, noon+40, noon+41) // which closes an hour, and drops what the hub has
	if err := q.Settle(pending(t, q).Epoch, 31); err != nil {
		t.Fatal(err)
	}
	again()
	if got := size(); got > large/4 {
		t.Errorf("%d bytes became %d", large, got)
	}
	add(t, q, noon+42)
	if err := q.Close(); err != nil {
		t.Fatal(err)
	}
}
