package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/ui/kit"
)

// A desk is a glass with a few cards on it.
type desk struct {
	look    *kit.Look
	surface *kit.Surface
	window  fyne.Window
	did     []string
}

func newDesk(t *testing.T, lang string, build func(look *kit.Look) fyne.CanvasObject) *desk {
	t.Helper()
	a := test.NewApp()
	t.Cleanup(a.Quit)
	d := &desk{look: &kit.Look{Engine: typeset.NewEngine(), Lang: lang, Zoom: 1, Unit: 1}, window: a.NewWindow("test")}
	d.look.Repaint = d.window.Canvas().Refresh
	root := build(d.look)
	d.surface = kit.NewSurface(d.look, root, func(a journey.Action, _ fyne.Position) { d.did = append(d.did, string(a.Kind)+a.Value) })
	d.window.SetPadded(false)
	d.window.SetContent(kit.Stack(root, d.surface))
	d.window.Resize(fyne.NewSize(800, 600))
	return d
}

func (d *desk) down(x, y float32) {
	d.surface.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
}

func (d *desk) drag(x, y float32) {
	d.surface.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
}

func (d *desk) up(x, y float32) {
	d.surface.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
}

func (d *desk) find(t *testing.T, kind journey.Kind, value string) kit.Part {
	t.Helper()
	for _, p := range d.surface.Parts() {
		if p.Action != nil && p.Action.Kind == kind && p.Action.Value == value {
			return p
		}
	}
	t.Fatalf("%s %q is not on the glass", kind, value)
	return kit.Part{}
}

func (d *desk) has(kind journey.Kind) bool {
	for _, p := range d.surface.Parts() {
		if p.Action != nil && p.Action.Kind == kind {
			return true
		}
	}
	return false
}

func (d *desk) wants(t *testing.T, did ...string) {
	t.Helper()
	if len(d.did) != len(did) {
		t.Fatalf("it did %v, and should have done %v", d.did, did)
	}
	for i := range did {
		if d.did[i] != did[i] {
			t.Fatalf("it did %v, and should have done %v", d.did, did)
		}
	}
}

// words is a text that says nothing of where it is.
func words(look *kit.Look, s string) *kit.Text {
	t := kit.NewText(look, kit.Type{Size: 30})
	t.Set(s)
	return t
}

// list is a scroll of n cards, each 120 pixels high and 10 apart.
func list(n int) func(*kit.Look) fyne.CanvasObject {
	return func(look *kit.Look) fyne.CanvasObject {
		var cards []fyne.CanvasObject
		for i := range n {
			v := string(rune('a' + i))
			cards = append(cards, kit.NewButton(look, kit.CardFace, journey.Action{Kind: journey.PickTop, Value: v}, words(look, v)))
		}
		return kit.NewScroll(look, kit.Top(kit.Column(look, 10, cards...)))
	}
}

func TestATremblingFingerStillTouches(t *testing.T) {
	d := newDesk(t, "en", list(2))
	d.down(100, 50)
	d.drag(112, 62)
	d.up(118, 66)
	d.wants(t, "pick-topa")
}

func TestAFingerThatTremblesBeyondTheEdgeOfACardStillTouchesIt(t *testing.T) {
	d := newDesk(t, "en", list(2))
	d.down(100, 118)
	d.up(100, 135) // on the second card
	d.wants(t, "pick-topa")
}

func TestAFingerThatSlidesWithinACardStillTouchesIt(t *testing.T) {
	d := newDesk(t, "en", list(2))
	d.down(100, 50)
	d.up(500, 60)
	d.wants(t, "pick-topa")
}

func TestAFingerThatMovesOffACardDoesNotTouch(t *testing.T) {
	d := newDesk(t, "en", list(2))
	d.down(100, 50)
	d.up(100, 190)
	d.wants(t)
}

func TestAFingerThatComesDownBesideEverythingDoesNothing(t *testing.T) {
	d := newDesk(t, "en", list(2))
	d.down(100, 500)
	d.up(100, 50)
	d.wants(t)
}

func TestADragScrollsAndDoesNotTouch(t *testing.T) {
	d := newDesk(t, "en", list(10))
	before := d.find(t, journey.PickTop, "d").At.Y
	d.down(100, 400)
	for y := float32(390); y >= 300; y -= 10 {
		d.drag(100, y)
	}
	d.up(100, 300)
	d.wants(t)
	if moved := before - d.find(t, journey.PickTop, "d").At.Y; moved != 100 {
		t.Errorf("the list moved %v pixels under a finger that moved 100", moved)
	}
	d.down(100, 400)
	d.drag(100, 400+5000)
	d.up(100, 400)
	if y := d.find(t, journey.PickTop, "a").At.Y; y != 0 {
		t.Errorf("a list that was dragged beyond its beginning begins at %v", y)
	}
}

func TestAWheelScrolls(t *testing.T) {
	d := newDesk(t, "en", list(10))
	before := d.find(t, journey.PickTop, "d").At.Y
	d.surface.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(100, 300)}, Scrolled: fyne.NewDelta(0, -10)})
	if d.find(t, journey.PickTop, "d").At.Y >= before {
		t.Error("the list has not moved")
	}
}

func TestAScreenThatChangesUnderAFingerIsNotTouched(t *testing.T) {
	d := newDesk(t, "en", list(2))
	d.down(100, 50)
	d.surface.Release()
	d.up(100, 50)
	d.wants(t)
}

func TestTheButtonsOfAScrollAreThereOnlyWhileThereIsMore(t *testing.T) {
	if d := newDesk(t, "en", list(2)); d.has("scroll-down") || d.has("scroll-up") {
		t.Error("a short list has buttons")
	}
	d := newDesk(t, "en", list(10))
	if !d.has("scroll-down") || d.has("scroll-up") {
		t.Error("at the beginning, only the button down is there")
	}
	for range 5 {
		if !d.has("scroll-down") {
			break
		}
		p := d.find(t, "scroll-down", "")
		d.down(p.At.X+10, p.At.Y+10)
		d.up(p.At.X+10, p.At.Y+10)
	}
	if d.has("scroll-down") || !d.has("scroll-up") {
		t.Error("at the end, only the button up is there")
	}
	last := d.find(t, journey.PickTop, "j")
	if last.Size != last.Whole {
		t.Error("the end of the list cannot be seen")
	}
	d.wants(t) // the core is not told of what stays on the glass
}

func TestARowIsMirroredWhereTheLanguageRunsFromRightToLeft(t *testing.T) {
	row := func(look *kit.Look) fyne.CanvasObject {
		a := kit.NewButton(look, kit.KeyFace, journey.Action{Kind: journey.PickTop, Value: "first"}, words(look, "1"))
		b := kit.NewButton(look, kit.KeyFace, journey.Action{Kind: journey.PickTop, Value: "second"}, words(look, "2"))
		return kit.Row(look, 10, nil, a, b)
	}
	ltr, rtl := newDesk(t, "pl", row), newDesk(t, "ur", row)
	for _, v := range []string{"first", "second"} {
		a, b := ltr.find(t, journey.PickTop, v), rtl.find(t, journey.PickTop, v)
		if b.At.X != 800-a.At.X-a.Size.Width {
			t.Errorf("the %s is at %v from the left, and at %v mirrored", v, a.At.X, b.At.X)
		}
	}
}

func TestKeysStayWhereTheyAreInEveryLanguage(t *testing.T) {
	keys := func(look *kit.Look) fyne.CanvasObject {
		a := kit.NewButton(look, kit.KeyFace, journey.Action{Kind: journey.Type, Value: "1"}, words(look, "1"))
		b := kit.NewButton(look, kit.KeyFace, journey.Action{Kind: journey.Type, Value: "2"}, words(look, "2"))
		return kit.Keys(look, 10, 2, a, b)
	}
	if d := newDesk(t, "ar", keys); d.find(t, journey.Type, "1").At.X >= d.find(t, journey.Type, "2").At.X {
		t.Error("the keypad is mirrored")
	}
}

func TestAWordThatDoesNotFitIsSetSmaller(t *testing.T) {
	var text *kit.Text
	d := newDesk(t, "pl", func(look *kit.Look) fyne.CanvasObject {
		text = kit.NewText(look, kit.Type{Size: 60, MayScale: true})
		text.Set("niepełnosprawność")
		return text
	})
	whole := text.Wide()
	d.window.Resize(fyne.NewSize(whole*0.7, 200))
	for _, p := range d.surface.Parts() {
		if p.Tight {
			t.Errorf("%q does not fit", p.Text)
		}
	}
	if h := text.HeightFor(whole * 0.7); h > text.HeightFor(whole) {
		t.Errorf("it takes more than one line: %v", h)
	}
}

// A finger that has come and gone before the glass is painted leaves nothing to paint; one
// that rests is shown.
func TestAPressIsPaintedOnlyWhileItLasts(t *testing.T) {
	d := newDesk(t, "en", list(2))
	var waiting []func()
	painted := 0
	d.look.Later = func(f func()) { waiting = append(waiting, f) }
	d.look.Repaint = func(fyne.CanvasObject) { painted++ }
	rest := func() {
		for _, f := range waiting {
			f()
		}
		waiting = nil
	}
	d.down(100, 50)
	d.up(100, 50)
	rest()
	if painted != 0 {
		t.Errorf("a touch that is over was painted %d times", painted)
	}
	d.down(100, 50)
	rest()
	if painted == 0 {
		t.Error("a finger that rests is not shown")
	}
	d.up(100, 50)
	rest()
}

func TestALargePlateIsSlabsOnAWindowAndFillsTheSamePlace(t *testing.T) {
	d := newDesk(t, "en", func(look *kit.Look) fyne.CanvasObject {
		look.OpenGL = true
		return kit.NewGround(look, kit.Blue)
	})
	d.window.Resize(fyne.NewSize(301, 201))
	img := d.window.Canvas().Capture()
	for _, at := range [][2]int{{0, 0}, {300, 0}, {0, 200}, {300, 200}, {150, 100}} {
		r, g, b, _ := img.At(at[0], at[1]).RGBA()
		if r>>8 != 0x00 || g>>8 != 0x5e || b>>8 != 0xb8 {
			t.Errorf("the pixel at %v is %02x%02x%02x", at, r>>8, g>>8, b>>8)
		}
	}
}
