package store_test

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"frontdoor/hub/store"
	"frontdoor/hub/store/storetest"
	"frontdoor/kiosk/usage"
)

// busy is a day of a kiosk: ten hours of twenty visits and some thirty cells.
func busy(epoch, first uint64, from usage.Hour) (b usage.Batch, events uint64) {
	b.Epoch = epoch
	for i := range uint64(10) {
		r := usage.Record{Seq: first + i, Schema: 1, Hour: from + usage.Hour(i), Clock: usage.ClockSteady}
		count := func(dimension, value string, n uint64) {
			r.Cells = append(r.Cells, usage.Cell{Dimension: dimension, Value: value, Count: n})
			events += n
		}
		count(usage.Visits, usage.All, 20)
		count(usage.Outcome, usage.Finished, 14)
		count(usage.Outcome, usage.TimedOut, 6)
		for j, tag := range []string{"en", "bn", "pl", "ar", "ur"} {
			count(usage.Language, tag, uint64(8-j))
		}
		for j := range 10 {
			count(usage.Need, fmt.Sprintf("need/of-%d", (j*7+int(i))%60), 2)
		}
		for _, s := range []string{"languages", "needs", "leaves", "place", "results", "service"} {
			count(usage.Step, s, 18)
		}
		count(usage.PlaceKind, usage.PlaceHere, 15)
		count(usage.Person, usage.PersonDesk, 3)
		b.Records = append(b.Records, r)
	}
	return b, events
}

// onEach runs a benchmark on a new store of each kind.
func onEach(b *testing.B, run func(*testing.B, backend)) {
	b.Run("SQLite", func(b *testing.B) {
		s, err := store.OpenSQLite(b.Context(), filepath.Join(b.TempDir(), "hub.db"))
		if err != nil {
			b.Fatal(err)
		}
		defer s.Close()
		run(b, s)
	})
	b.Run("PostgreSQL", func(b *testing.B) {
		run(b, storetest.OpenServer(b, storetest.Database(b, storetest.Server(b), "counts")))
	})
}

// Batches of a day from a hundred kiosks, four at a time, each on the disk when it is answered.
func BenchmarkBatchesTaken(b *testing.B) {
	onEach(b, func(b *testing.B, s backend) {
		const kiosks, senders = 100, 4
		for i := range kiosks {
			name := fmt.Sprintf("demo-%d", i)
			if err := s.Enrol(b.Context(), fmt.Sprintf("Library %d", i), name, store.DigestOf(name), now); err != nil {
				b.Fatal(err)
			}
		}
		b.ResetTimer()
		var next, events atomic.Uint64
		times := make([][]time.Duration, senders)
		var sending sync.WaitGroup
		for n := range senders {
			sending.Go(func() {
				for i := next.Add(1) - 1; i < uint64(b.N); i = next.Add(1) - 1 {
					day := i / kiosks
					// A kiosk's next day may overtake this one: each day is an epoch.
					batch, counts := busy(day+1, 1, usage.HourOf(now)-usage.Hour(24*(300-day%300)))
					began := time.Now()
					if _, err := s.Add(b.Context(), fmt.Sprintf("demo-%d", i%kiosks), batch, now); err != nil {
						b.Error(err)
						return
					}
					times[n] = append(times[n], time.Since(began))
					events.Add(counts)
				}
			})
		}
		sending.Wait()
		all := slices.Concat(times...)
		slices.Sort(all)
		b.ReportMetric(float64(events.Load())/b.Elapsed().Seconds(), "counts/s")
		b.ReportMetric(float64(all[(len(all)*99+99)/100-1].Microseconds())/1000, "p99-ms")
	})
}

// The three periods of the page, over a year of fifty sites: 4.5 million rows.
func BenchmarkTotals(b *testing.B) {
	onEach(b, func(b *testing.B, s backend) {
		const days = 365
		for i := range 50 {
			name := fmt.Sprintf("demo-%d", i)
			if err := s.Enrol(b.Context(), fmt.Sprintf("Library %d", i), name, store.DigestOf(name), now); err != nil {
				b.Fatal(err)
			}
			for first := 0; first < days; first += 50 {
				batch := usage.Batch{Epoch: 7}
				for day := first; day < min(first+50, days); day++ {
					more, _ := busy(7, uint64(day*10+1), usage.HourOf(now.Add(-time.Duration(days-day)*24*time.Hour)))
					batch.Records = append(batch.Records, more.Records...)
				}
				if _, err := s.Add(b.Context(), name, batch, now); err != nil {
					b.Fatal(err)
				}
			}
		}
		end := usage.HourOf(now)
		for name, from := range map[string]usage.Hour{"7 days": end - 7*24, "30 days": end - 30*24, "all": 0} {
			for _, site := range []string{"", "Library 7"} {
				b.Run(name+" of "+cmp.Or(site, "all sites"), func(b *testing.B) {
					for b.Loop() {
						if _, err := s.Totals(b.Context(), store.Query{Site: site, From: from, To: end}); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	})
}
