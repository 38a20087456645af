package kiosk_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/kiosk"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
)

// rack is a shelf with one new content on it.
type rack struct {
	mu    sync.Mutex
	next  directory.Store
	taken int
}

func (s *rack) Next() (directory.Store, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.next
	s.next = nil
	if n == nil {
		return nil, false
	}
	s.taken++
	return n, true
}

func (s *rack) put(n directory.Store) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next = n
}

func (s *rack) times() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.taken
}

func TestNewContentIsTakenBetweenVisitsAndNeverWithinOne(t *testing.T) {
	s := &rack{}
	stand(t, kiosk.Options{Shelf: s}, func(g *screen, do func(journey.Kind, ...string) glass.View) {
		do(journey.Touch)
		do(journey.PickLanguage, "bn")
		old := len(on[glass.Results](t, again(do)).Answers)
		s.put(directory.NewMemory([]directory.Service{{ID: "new", Name: "New Surgery", Kind: "gp", Needs: []string{"health/gp"}, Everywhere: true}}, nil))
		time.Sleep(30 * time.Second)
		synctest.Wait()
		if v := do(journey.StartAgain); s.times() != 0 || shown(v) != journey.Needs {
			t.Fatal("content changes within a visit")
		}
		if now := len(on[glass.Results](t, again(do)).Answers); now != old {
			t.Errorf("a visit sees %d answers, and then %d", old, now)
		}
		do(journey.Finish)
		time.Sleep(3 * time.Second) // the goodbye still stands
		synctest.Wait()
		if s.times() != 0 {
			t.Error("content changes under a goodbye")
		}
		time.Sleep(20 * time.Second)
		synctest.Wait()
		if s.times() != 1 {
			t.Fatal("new content is not taken when nobody is there")
		}
		do(journey.Touch)
		do(journey.PickLanguage, "pl")
		if v := on[glass.Results](t, again(do)); len(v.Answers) != 1 || v.Answers[0].Service.Name != "New Surgery" {
			t.Errorf("the next visit sees %+v", v.Answers)
		}
	})
}

// again goes from the needs to a list.
func again(do func(journey.Kind, ...string) glass.View) glass.View {
	do(journey.PickTop, "health")
	do(journey.PickLeaf, "health/gp")
	return do(journey.NearHere)
}
