package usage_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"frontdoor/kiosk/usage"
)

// hour is a record of visits such as a library has: a few languages and needs are
// frequent, most are rare.
func hour(random *rand.Rand, seq uint64, visits int) (r usage.Record, events uint64) {
	tags := []string{"en", "en", "en", "bn", "bn", "pl", "ar", "ur", "zh-Hans"}
	needs := []string{
		"health/gp", "health/gp", "health/gp", "health/dentist", "health/pharmacy", "food/food-bank", "housing/repairs",
		"housing/rent", "money/benefits", "work/english", "family/school-place", "urgent/tonight", "rights/immigration",
	}
	v := usage.NewVocabulary(usage.Known{Languages: tags, Needs: needs})
	r = usage.Record{Seq: seq, Schema: usage.Schema, Hour: 498744 + usage.Hour(seq), Clock: usage.ClockSteady}
	for range visits {
		began := noon
		visit := v.Begin(began)
		visit.Count(usage.Language, tags[random.IntN(len(tags))])
		for range 1 + random.IntN(2) {
			visit.Count(usage.Need, needs[random.IntN(len(needs))])
		}
		for _, s := range []string{"languages", "needs", "leaves", "place", "results", "service"}[:3+random.IntN(4)] {
			visit.Count(usage.Step, s)
		}
		visit.Count(usage.PlaceKind, usage.PlaceHere)
		r.Cells = usage.Merge(r.Cells, visit.End(began.Add(time.Duration(random.IntN(900))*time.Second), usage.Finished))
	}
	return r, sum(r.Cells)
}

// Bytes after compression for each count that a resident caused.
func BenchmarkBytesOnTheWire(b *testing.B) {
	for _, c := range []struct{ hours, visits int }{{1, 3}, {1, 12}, {8, 12}, {80, 12}} {
		b.Run(fmt.Sprintf("%d hours of %d visits", c.hours, c.visits), func(b *testing.B) {
			random := rand.New(rand.NewPCG(1, 1))
			var events, size uint64
			for b.Loop() {
				batch := usage.Batch{Epoch: random.Uint64() | 1}
				for i := range c.hours {
					r, n := hour(random, uint64(i+1), c.visits)
					batch.Records = append(batch.Records, r)
					events += n
				}
				var packed bytes.Buffer
				z := gzip.NewWriter(&packed)
				if _, err := z.Write(batch.Append(nil)); err != nil {
					b.Fatal(err)
				}
				if err := z.Close(); err != nil {
					b.Fatal(err)
				}
				size += uint64(packed.Len())
			}
			b.ReportMetric(float64(size)/float64(events), "B/event")
		})
	}
}
