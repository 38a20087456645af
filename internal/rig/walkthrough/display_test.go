package walkthrough_test

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"frontdoor/internal/complete"
	"frontdoor/internal/rig/walkthrough"
)

var size = image.Pt(400, 300)

func start(t *testing.T) *walkthrough.Display {
	t.Helper()
	complete.NotQuick(t, "starts a display")
	d, err := walkthrough.Start(t.Context(), size)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func bounded(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// A pane is a window that turns red while it is pressed, drawn by another client of the
// same display.
type pane struct {
	conn   *xgb.Conn
	window xproto.Window
	gc     xproto.Gcontext
	events chan xgb.Event
}

// open shows a pane at 100,50 of 200 by 100 pixels.
func open(t *testing.T, d *walkthrough.Display) *pane {
	t.Helper()
	conn, err := xgb.NewConnDisplay(d.Name())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	screen := xproto.Setup(conn).DefaultScreen(conn)
	window, err := xproto.NewWindowId(conn)
	if err != nil {
		t.Fatal(err)
	}
	const mask = xproto.EventMaskButtonPress | xproto.EventMaskButtonRelease | xproto.EventMaskPointerMotion
	err = xproto.CreateWindowChecked(conn, screen.RootDepth, window, screen.Root, 100, 50, 200, 100, 0,
		xproto.WindowClassInputOutput, screen.RootVisual, xproto.CwBackPixel|xproto.CwOverrideRedirect|xproto.CwEventMask,
		[]uint32{0x005eb8, 1, mask}).Check()
	if err != nil {
		t.Fatal(err)
	}
	gc, err := xproto.NewGcontextId(conn)
	if err != nil {
		t.Fatal(err)
	}
	if err := xproto.CreateGCChecked(conn, gc, xproto.Drawable(window), 0, nil).Check(); err != nil {
		t.Fatal(err)
	}
	if err := xproto.MapWindowChecked(conn, window).Check(); err != nil {
		t.Fatal(err)
	}
	p := &pane{conn: conn, window: window, gc: gc, events: make(chan xgb.Event, 1000)}
	go p.live()
	return p
}

func (p *pane) live() {
	defer close(p.events)
	for {
		e, err := p.conn.WaitForEvent()
		if e == nil && err == nil {
			return
		}
		if _, ok := e.(xproto.ButtonPressEvent); ok {
			p.paint(0xa3001b)
		}
		p.events <- e
	}
}

func (p *pane) paint(rgb uint32) {
	xproto.ChangeGC(p.conn, p.gc, xproto.GcForeground, []uint32{rgb})
	xproto.PolyFillRectangle(p.conn, xproto.Drawable(p.window), p.gc, []xproto.Rectangle{{Width: 200, Height: 100}})
}

// next returns the next event of a kind.
func next[E xgb.Event](t *testing.T, ctx context.Context, p *pane) E {
	t.Helper()
	for {
		select {
		case e, ok := <-p.events:
			if !ok {
				t.Fatal("the display closed")
			}
			if want, ok := e.(E); ok {
				return want
			}
		case <-ctx.Done():
			t.Fatal(ctx.Err())
		}
	}
}

func TestDisplaysTakeFreeNumbersAndEnd(t *testing.T) {
	complete.NotQuick(t, "starts a display")
	a, err := walkthrough.Start(t.Context(), size)
	if err != nil {
		t.Fatal(err)
	}
	b := start(t)
	if a.Name() == b.Name() {
		t.Errorf("both displays are %s", a.Name())
	}
	if got := a.Bounds(); got != (image.Rectangle{Max: size}) {
		t.Errorf("the display is %v", got)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if d, err := walkthrough.Attach(a.Name()); err == nil {
		t.Errorf("%s still answers after Close: %v", a.Name(), d.Close())
	}
}

func TestADisplayEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	complete.NotQuick(t, "starts a display")
	d, err := walkthrough.Start(ctx, size)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	cancel()
	ctx = bounded(t)
	for {
		if _, err := d.Picture(d.Bounds()); err != nil {
			return
		}
		if ctx.Err() != nil {
			t.Fatal("the display outlives its context")
		}
	}
}

func TestATapLandsWhereItWasAimedAndIsSeen(t *testing.T) {
	ctx, d := bounded(t), start(t)
	part := image.Rect(90, 40, 310, 160)
	before, err := d.Picture(part)
	if err != nil {
		t.Fatal(err)
	}
	p := open(t, d)
	mapped, err := d.WaitChange(ctx, before)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := mapped.At(200, 100), (color.RGBA{0, 0x5e, 0xb8, 0xff}); got != want {
		t.Errorf("the pane is %v, want %v", got, want)
	}
	if got := mapped.At(99, 100); got == mapped.At(100, 100) {
		t.Errorf("the pane's edge is not where it was put: %v left of it", got)
	}
	if err := d.Tap(image.Pt(150, 75)); err != nil {
		t.Fatal(err)
	}
	press := next[xproto.ButtonPressEvent](t, ctx, p)
	if press.EventX != 50 || press.EventY != 25 {
		t.Errorf("the tap landed at %d,%d of the pane, want 50,25", press.EventX, press.EventY)
	}
	next[xproto.ButtonReleaseEvent](t, ctx, p)
	pressed, err := d.WaitChange(ctx, mapped)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := pressed.At(200, 60), (color.RGBA{0xa3, 0, 0x1b, 0xff}); got != want {
		t.Errorf("the pressed pane is %v, want %v", got, want)
	}
}

func TestADragIsFollowedAllTheWay(t *testing.T) {
	ctx, d := bounded(t), start(t)
	p := open(t, d)
	if err := d.Drag(ctx, image.Pt(110, 60), image.Pt(290, 140), 80*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	next[xproto.ButtonPressEvent](t, ctx, p)
	moves := 0
	for {
		select {
		case e := <-p.events:
			switch e := e.(type) {
			case xproto.MotionNotifyEvent:
				moves++
			case xproto.ButtonReleaseEvent:
				if moves < 5 || e.EventX != 190 || e.EventY != 90 {
					t.Errorf("%d moves, let go at %d,%d", moves, e.EventX, e.EventY)
				}
				return
			}
		case <-ctx.Done():
			t.Fatal(ctx.Err())
		}
	}
}

func TestSettledOutlastsMovement(t *testing.T) {
	ctx, d := bounded(t), start(t)
	p := open(t, d)
	moving, stop := context.WithTimeout(ctx, 300*time.Millisecond)
	defer stop()
	last := make(chan time.Time, 1)
	go func() {
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for n := uint32(1); moving.Err() == nil; n++ {
			p.paint(n * 0x030507)
			<-tick.C
		}
		last <- time.Now()
		p.paint(0x00ff00)
	}()
	img, err := d.Settled(ctx, image.Rect(100, 50, 300, 150), 150*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	if got := img.At(200, 100); got != (color.RGBA{0, 0xff, 0, 0xff}) {
		t.Errorf("settled on %v, before the last picture", got)
	}
	if still := time.Since(<-last); still < 150*time.Millisecond {
		t.Errorf("settled %v after the last movement", still)
	}
}

func TestWaitsEndWithTheirContext(t *testing.T) {
	d := start(t)
	still, err := d.Picture(d.Bounds())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := d.WaitChange(ctx, still); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting for a change gives %v", err)
	}
	if _, err := d.Settled(ctx, d.Bounds(), time.Hour); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting for stillness gives %v", err)
	}
}

func TestPicturesAreSavedWithTheirFolders(t *testing.T) {
	d := start(t)
	img, err := d.Picture(image.Rect(10, 20, 30, 50))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a", "b.png")
	if err := walkthrough.Save(path, img); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if got.Bounds().Dx() != 20 || got.Bounds().Dy() != 30 {
		t.Errorf("saved %v", got.Bounds())
	}
}

func TestAPictureOutsideTheDisplayIsRefused(t *testing.T) {
	d := start(t)
	if _, err := d.Picture(image.Rect(500, 500, 600, 600)); err == nil {
		t.Error("a picture of nothing was taken")
	}
}
