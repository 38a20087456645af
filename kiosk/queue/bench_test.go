package queue_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
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
	v := usage.NewVocabulary(usage.Known{Languages: tags, Needs: needs})
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

// A day of a busy kiosk, as it goes to the hub, and a year of such days as it lies on the disk: bytes for each count.
func BenchmarkBytesOfACount(b *testing.B) {
	path := filepath.Join(quick(b), "queue.db")
	tags := []string{"en", "bn", "pl", "ar", "ur", "zh-Hans"}
	needs := []string{"health/gp", "food/food-bank", "housing/rent", "health/pharmacy", "money/benefits", "urgent/tonight"}
	v := usage.NewVocabulary(usage.Known{Languages: tags, Needs: needs})
	var wire, disk float64
	for b.Loop() {
		q, err := queue.Open(b.Context(), path, queue.Options{})
		if err != nil {
			b.Fatal(err)
		}
		began := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
		events := 0.0
		for hour := range 10 * 30 { // a month of days of ten hours
			var all []usage.Cell
			for i := range 12 { // visits an hour
				visit := v.Begin(began)
				visit.Count(usage.Language, tags[(hour+i)%len(tags)])
				visit.Count(usage.Need, needs[(hour*i)%len(needs)])
				for _, s := range []string{"languages", "needs", "leaves", "place", "results", "service"} {
					visit.Count(usage.Step, s)
				}
				visit.Count(usage.PlaceKind, usage.PlaceHere)
				cells := visit.End(began.Add(4*time.Minute), usage.Finished)
				all, events = usage.Merge(all, cells), events+float64(len(cells))
			}
			if err := q.Add(all, usage.HourOf(began)+usage.Hour(hour/10*24+hour%10)); err != nil {
				b.Fatal(err)
			}
		}
		day, err := q.Pending(10, usage.MaxBytes)
		if err != nil {
			b.Fatal(err)
		}
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		if _, err := z.Write(day.Append(nil)); err != nil {
			b.Fatal(err)
		}
		if err := errors.Join(z.Close(), q.Close()); err != nil {
			b.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			b.Fatal(err)
		}
		wire, disk = float64(packed.Len())/(events/30), float64(info.Size())/events
		if err := os.Remove(path); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(wire, "wire-B/count")
	b.ReportMetric(disk, "disk-B/count")
	b.ReportMetric(0, "ns/op")
}
