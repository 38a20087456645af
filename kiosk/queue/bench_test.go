package queue_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/usage"
)

// A visit as it ends: twelve counts, on the disk when Add returns.
func BenchmarkVisitsWritten(b *testing.B) {
	q, err := queue.Open(b.Context(), filepath.Join(b.TempDir(), "queue.db"), queue.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer q.Close()
	tags := []string{"en", "bn", "pl", "ar", "ur", "zh-Hans"}
	needs := []string{"health/gp", "food/food-bank", "housing/rent", "health/pharmacy", "money/benefits", "urgent/tonight"}
	v := usage.NewVocabulary(tags, needs)
	began := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	times := make([]time.Duration, 0, b.N)
	for i := 0; b.Loop(); i++ {
		visit := v.Begin(began)
		visit.Count(usage.Language, tags[i%len(tags)])
		visit.Count(usage.Need, needs[i%5])
		for _, s := range []string{"languages", "needs", "leaves", "place", "results", "service"} {
			visit.Count(usage.Step, s)
		}
		visit.Count(usage.PlaceKind, usage.PlaceHere)
		cells := visit.End(began.Add(4*time.Minute), usage.Finished)
		start := time.Now()
		if err := q.Add(cells, usage.HourOf(began)+usage.Hour(i/30)); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(float64(len(times))/b.Elapsed().Seconds(), "visits/s")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(0, "ns/op")
}
