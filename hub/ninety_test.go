package hub_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"testing"

	"frontdoor/internal/complete"
)

// ninety is a story of ninety days with a network and a hub that are often sick: each is cut off, slow, killed,
// copied and set back, and the kiosk is switched off in between. Nothing is damaged.
func ninety(seed uint64) []happening {
	random := rand.New(rand.NewPCG(seed, 90))
	var story []happening
	do := func(what string, amount int) { story = append(story, happening{what, amount}) }
	copied := -100
	for day := range 90 {
		do("visits", 1+random.IntN(4))
		do("hours", 3+random.IntN(4))
		if random.IntN(3) == 0 {
			happen := []string{"sick", "sick", "sick", "dark", "restart the kiosk", "restart the hub", "copy the hub", "restore the hub", "close early"}
			what := happen[random.IntN(len(happen))]
			switch {
			case what == "copy the hub":
				copied = day
			case what == "restore the hub" && day-copied > 5:
				what = "sick" // a kiosk keeps for seven days what the hub has: a copy must not be older
			}
			do(what, 1+random.IntN(9))
		}
		do("visits", random.IntN(3))
		do("hours", 17+random.IntN(4))
	}
	return story
}

// A hub may be sick for ninety days: when it is well again it has every visit once.
func TestNinetyDaysOfASickHubLoseNothing(t *testing.T) {
	seeds := complete.Fewer(100, 1)
	switch {
	case raced:
		seeds = 4 // make seeds does the hundred without the race detector
	case os.Getenv("CHAOS") != "":
		seeds = 1000
	}
	dir, err := os.MkdirTemp("/dev/shm", "ninety-") //nolint:usetesting // the disk is not what is tried here
	if err != nil {
		dir = t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // a thousand short lives
	var next atomic.Uint64
	t.Run("seeds", func(t *testing.T) {
		for range runtime.GOMAXPROCS(0) {
			t.Run("some", func(t *testing.T) {
				t.Parallel()
				for seed := next.Add(1); seed <= uint64(seeds) && !t.Failed(); seed = next.Add(1) {
					at := filepath.Join(dir, fmt.Sprint(seed))
					if err := play(t, at, seed, ninety(seed)); err != nil {
						t.Errorf("seed %d: %v", seed, err)
					}
					if err := os.RemoveAll(at); err != nil {
						t.Error(err)
					}
				}
			})
		}
	})
	t.Logf("%d times ninety days: every visit is at the hub once", seeds)
}
