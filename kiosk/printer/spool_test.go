package printer_test

import (
	"context"
	"fmt"
	"image"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/kiosk/printer"
)

// A fake is a printer that takes its time.
type fake struct {
	takes   time.Duration
	err     error
	printed []string // of the pictures' marks
	taken   int      // jobs that were taken back
}

func (f *fake) Print(ctx context.Context, d printer.Drawing) error {
	img := d(576, 203)
	select {
	case <-ctx.Done():
		f.taken++
		return fmt.Errorf("%w: %w", printer.ErrHalf, ctx.Err())
	case <-time.After(f.takes):
	}
	if f.err == nil {
		f.printed = append(f.printed, fmt.Sprint(img.GrayAt(0, 0).Y))
	}
	return f.err
}

func marked(n uint8) printer.Drawing {
	return func(width, _ int) *image.Gray {
		img := image.NewGray(image.Rect(0, 0, width, 1))
		img.Pix[0] = n
		return img
	}
}

// spooling runs a spool for as long as a test needs it.
func spooling(t *testing.T, p printer.Printer, test func(s *printer.Spool)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := printer.NewSpool(p, printer.Options{})
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- s.Run(ctx) }()
		test(s)
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestTheEndOfAJobIsTold(t *testing.T) {
	for err, want := range map[error]printer.State{
		nil: printer.Printed, printer.ErrPaper: printer.NoPaper, printer.ErrGone: printer.Gone, printer.ErrFault: printer.Fault,
		fmt.Errorf("%w: %w", printer.ErrHalf, printer.ErrPaper): printer.Half,
	} {
		spooling(t, &fake{takes: 3 * time.Second, err: err}, func(s *printer.Spool) {
			s.Print(marked(1))
			if s.State() != printer.Printing {
				t.Errorf("at first it is %q", s.State())
			}
			time.Sleep(4 * time.Second)
			synctest.Wait()
			if s.State() != want {
				t.Errorf("%v is told as %q", err, s.State())
			}
		})
	}
}

func TestNothingIsPrintedIntoAnotherVisit(t *testing.T) {
	f := &fake{takes: 10 * time.Second}
	spooling(t, f, func(s *printer.Spool) {
		s.Print(marked(1))
		time.Sleep(2 * time.Second)
		s.Forget() // the first resident has gone
		synctest.Wait()
		if s.State() != printer.Idle {
			t.Errorf("the next visit begins with %q", s.State())
		}
		s.Print(marked(2))
		time.Sleep(20 * time.Second)
		synctest.Wait()
		if s.State() != printer.Printed || fmt.Sprint(f.printed) != "[2]" || f.taken != 1 {
			t.Errorf("%q, printed %v, %d taken back", s.State(), f.printed, f.taken)
		}
	})
}

func TestTheEndOfAnEarlierVisitsJobIsNotToldToTheNext(t *testing.T) {
	f := &stubborn{takes: 10 * time.Second}
	spooling(t, f, func(s *printer.Spool) {
		s.Print(marked(1))
		time.Sleep(time.Second)
		s.Forget()
		time.Sleep(time.Minute)
		synctest.Wait()
		if s.State() != printer.Idle {
			t.Errorf("the next visit is told %q", s.State())
		}
	})
}

// stubborn is a printer that does not stop when it is told to.
type stubborn struct{ takes time.Duration }

func (f *stubborn) Print(context.Context, printer.Drawing) error {
	time.Sleep(f.takes)
	return nil
}

func TestAPrinterThatHangsIsGivenUp(t *testing.T) {
	f := &fake{takes: time.Hour}
	spooling(t, f, func(s *printer.Spool) {
		s.Print(marked(1))
		time.Sleep(46 * time.Second)
		synctest.Wait()
		if s.State() != printer.Half || f.taken != 1 {
			t.Errorf("after 46 s it is %q, %d taken back", s.State(), f.taken)
		}
	})
}

func TestASecondTouchPrintsOnce(t *testing.T) {
	f := &fake{takes: time.Second}
	spooling(t, f, func(s *printer.Spool) {
		s.Print(marked(1))
		s.Print(marked(1))
		time.Sleep(5 * time.Second)
		synctest.Wait()
		if len(f.printed) != 1 {
			t.Errorf("%d slips", len(f.printed))
		}
	})
}

func TestADrawingThatFailsTakesNobodysKioskWithIt(t *testing.T) {
	spooling(t, &fake{}, func(s *printer.Spool) {
		s.Print(func(int, int) *image.Gray { panic("a fault in a font") })
		time.Sleep(time.Second)
		synctest.Wait()
		if s.State() != printer.Fault {
			t.Errorf("it is told as %q", s.State())
		}
	})
}
