package outage

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"frontdoor/kiosk/delivery/line"
	"frontdoor/kiosk/usage"
)

// What the invented residents choose.
var (
	languages = []string{"en", "bn", "pl", "ar", "ur", "zh-Hans"}
	needs     = []string{"health/gp", "health/dentist", "health/pharmacy", "money/benefits", "money/food-bank", "housing/homeless"}
)

func kioskName(i int) string { return fmt.Sprintf("kiosk-%d", i) }

func keyOf(i int) string { return kioskName(i) + ".invented" }

// hours is how long a day is.
const hours = 10

// A kiosk has a day's hours in memory, and gives them to an uplink.
type kiosk struct {
	key       string
	records   []usage.Record
	epoch     uint64
	acked     uint64
	delivered chan struct{}
}

// newKiosk returns kiosk i as it is at the end of the outage: always the same.
func newKiosk(i int, now time.Time) *kiosk {
	r := rand.New(rand.NewPCG(uint64(i), 20))
	k := &kiosk{key: keyOf(i), epoch: r.Uint64() | 1, delivered: make(chan struct{})}
	for n := range uint64(hours) {
		visits := 5 + r.Uint64N(20)
		cells := []usage.Cell{{Dimension: usage.Visits, Value: usage.All, Count: visits}, {Dimension: usage.Outcome, Value: usage.Finished, Count: visits}}
		for _, l := range languages {
			cells = append(cells, usage.Cell{Dimension: usage.Language, Value: l, Count: 1 + r.Uint64N(5)})
		}
		for _, need := range needs {
			cells = append(cells, usage.Cell{Dimension: usage.Need, Value: need, Count: 1 + r.Uint64N(5)})
		}
		for _, step := range []string{"languages", "needs", "leaves", "place", "results", "service"} {
			cells = append(cells, usage.Cell{Dimension: usage.Step, Value: step, Count: visits})
		}
		k.records = append(k.records, usage.Record{
			Seq: n + 1, Schema: usage.Schema, Hour: usage.HourOf(now) - hours + usage.Hour(n), Clock: usage.ClockSteady, Cells: cells,
		})
	}
	return k
}

// counts returns how much it counted.
func (k *kiosk) counts() (n uint64) {
	for _, r := range k.records {
		for _, c := range r.Cells {
			n += c.Count
		}
	}
	return n
}

// comeBack waits for a while of its own and then delivers, as a kiosk's uplink does.
func (k *kiosk) comeBack(ctx context.Context, url string, w *wire, within time.Duration) error {
	u, err := line.New(k, url, k.key, line.Options{Client: w.client})
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Duration(rand.Float64() * float64(within))):
	}
	running, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- u.Run(running) }()
	select {
	case err := <-ended:
		return errors.Join(err, ctx.Err())
	case <-k.delivered:
	}
	stop()
	return <-ended
}

// Pending returns what waits.
func (k *kiosk) Pending(records, _ int) (usage.Batch, error) {
	rest := k.records[k.acked:]
	return usage.Batch{Epoch: k.epoch, Records: rest[:min(records, len(rest))]}, nil
}

// Settle takes the hub's word for how far it has got.
func (k *kiosk) Settle(_, through uint64) error {
	if through > uint64(len(k.records)) {
		return fmt.Errorf("the hub has %d of %d", through, len(k.records))
	}
	all := uint64(len(k.records))
	if through == all && k.acked < all {
		close(k.delivered)
	}
	k.acked = through
	return nil
}

// SetAside is what no kiosk should have to do.
func (k *kiosk) SetAside(_, seq uint64) error {
	return fmt.Errorf("record %d is refused for good", seq)
}
