package kiosk_test

import (
	"image"
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
	jobs, forgotten int
	drawn           *image.Gray
}

func (p *press) Print(d printer.Drawing) { p.jobs++; p.drawn = d(printer.Narrow, 203) }
func (p *press) Forget()                 { p.forgotten++ }
func (p *press) State() printer.State    { return printer.Idle }
func (p *press) Changed() <-chan struct{} {
	return nil
}

func TestPaperBelongsToOneVisit(t *testing.T) {
	words, err := locales.Open()
	if err != nil {
		t.Fatal(err)
	}
	p := &press{}
	stand(t, kiosk.Options{Paper: p, Words: words}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
		do(journey.Touch)
		if p.forgotten != 1 {
			t.Error("a visit begins with paper of whoever was here before")
		}
		do(journey.PickLanguage, "ur")
		do(journey.Print) // nothing is shown that could be printed
		do(journey.AskPerson)
		if v := do(journey.TakeAway, string(journey.PaperPerson)); v.VCard == "" || !v.Paper {
			t.Errorf("what is taken away is %q, paper %t", v.VCard, v.Paper)
		}
		do(journey.Print)
		if p.jobs != 1 || p.drawn == nil || p.drawn.Rect.Dy() < 200 {
			t.Fatalf("%d jobs, %v", p.jobs, p.drawn)
		}
		do(journey.Finish)
		if p.forgotten != 1 {
			t.Error("who prints and finishes gets half a slip")
		}
		do(journey.Touch)
		if p.forgotten != 2 {
			t.Error("the next visit begins while the slip of the last may still be printed")
		}
		time.Sleep(81 * time.Second)
		synctest.Wait()
		if p.forgotten != 3 {
			t.Error("who has left without a word leaves a job behind")
		}
	})
}
