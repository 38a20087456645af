package kiosk_test

import (
	"image"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/kiosk"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/printer"
	"frontdoor/locales"
)

// press is a printer that only notes what it is asked.
type press struct {
	mu              sync.Mutex
	jobs, forgotten int
	drawn           *image.Gray
}

func (p *press) Print(d printer.Drawing) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.jobs++
	p.drawn = d(printer.Narrow, 203)
}

func (p *press) Forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.forgotten++
}

func (p *press) State() printer.State     { return printer.Idle }
func (p *press) Changed() <-chan struct{} { return nil }

// seen returns how often it was asked to print and to forget.
func (p *press) seen() (jobs, forgotten int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.jobs, p.forgotten
}

func TestPaperBelongsToOneVisit(t *testing.T) {
	words, err := locales.Open()
	if err != nil {
		t.Fatal(err)
	}
	p := &press{}
	stand(t, kiosk.Options{Spool: p, Words: words}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
		do(journey.Touch)
		if _, forgotten := p.seen(); forgotten != 1 {
			t.Error("a visit begins with paper of whoever was here before")
		}
		do(journey.PickLanguage, "ur")
		do(journey.Print) // nothing is shown that could be printed
		do(journey.AskPerson)
		if s := on[glass.Take](t, do(journey.TakeAway, string(journey.PaperPerson))); s.VCard == "" || !s.Paper {
			t.Errorf("what is taken away is %q, paper %t", s.VCard, s.Paper)
		}
		do(journey.Print)
		if jobs, _ := p.seen(); jobs != 1 || p.drawn.Rect.Dy() < 200 {
			t.Fatalf("%d jobs, %v", jobs, p.drawn)
		}
		do(journey.Finish)
		if _, forgotten := p.seen(); forgotten != 1 {
			t.Error("who prints and finishes gets half a slip")
		}
		do(journey.Touch)
		if _, forgotten := p.seen(); forgotten != 2 {
			t.Error("the next visit begins while the slip of the last may still be printed")
		}
		time.Sleep(81 * time.Second)
		synctest.Wait()
		if _, forgotten := p.seen(); forgotten != 3 {
			t.Error("who has left without a word leaves a job behind")
		}
	})
}
