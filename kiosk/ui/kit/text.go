package kit

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"frontdoor/kiosk/typeset"
)

// A Type is how a text is set.
type Type struct {
	Size     float32 // reference pixels per em, before the resident's zoom
	Bold     bool
	Colour   color.NRGBA // the zero value means Ink
	Align    typeset.Align
	Lines    int  // the most lines; 0 means as many as it takes
	Fixed    bool // does not grow with the resident's zoom: the bars, which hold little
	MayScale bool // rather smaller letters than a word that breaks, or a line that is cut short
	Slow     bool // grows half as much as the resident chose: titles, which are large already
	Tight    bool // one line takes no more height than Latin letters need; ink may reach beyond
}

// The least part of its size that a text shrinks to so that its longest word fits.
const leastScale = 0.6

// The part of its height that a tight line keeps: bars that hold one line are almost equally
// high in every language.
const tightLine = 0.86

// A Text is a paragraph of any script. It wraps at its width, never inside a word that fits
// on a line, and starts at the side where the screen's language starts.
type Text struct {
	node
	look   *Look
	typ    Type
	text   string
	lang   string // empty: the screen's
	raster *canvas.Raster
	drawn  drawing
	ink    image.Rectangle // where there is ink, from the text's own corner

	layouts    [2]*typeset.Layout // the last two: a scroll measures with and without its buttons
	keys       [2]layoutKey
	oneLine    float32 // the width on one line
	oneLineKey layoutKey
}

// layoutKey says for what a layout was made.
type layoutKey struct {
	width int
	style typeset.Style
	text  string
}

// NewText makes a text.
func NewText(look *Look, typ Type) *Text {
	if typ.Colour == (color.NRGBA{}) {
		typ.Colour = Ink
	}
	t := &Text{look: look, typ: typ}
	t.raster = canvas.NewRaster(t.draw)
	t.raster.ScaleMode = canvas.ImageScalePixels
	t.objects, t.lay = []fyne.CanvasObject{t.raster}, t.place
	t.ExtendBaseWidget(t)
	return t
}

// Set shows a text in the screen's language. An empty text is hidden.
func (t *Text) Set(text string) { t.SetIn("", text) }

// SetIn shows a text in a language of its own, such as a service's English name.
func (t *Text) SetIn(lang, text string) {
	if t.text == text && t.lang == lang && t.Visible() == (text != "") {
		return
	}
	t.text, t.lang = text, lang
	if text == "" {
		t.Hide()
		return
	}
	t.Show()
}

// Content returns the text that is shown.
func (t *Text) Content() string { return t.text }

// Paint changes the colour.
func (t *Text) Paint(c color.NRGBA) {
	t.typ.Colour = c
}

func (t *Text) style() typeset.Style {
	lang := t.lang
	if lang == "" {
		lang = t.look.Lang
	}
	size := t.typ.Size * t.look.Unit
	if !t.typ.Fixed {
		zoom := t.look.Zoom
		if t.typ.Slow {
			zoom = (1 + zoom) / 2
		}
		size *= zoom
	}
	align := t.typ.Align
	if typeset.RTL(lang) != t.look.RTL() {
		switch align {
		case typeset.Start:
			align = typeset.End
		case typeset.End:
			align = typeset.Start
		case typeset.Center:
		}
	}
	w := typeset.Regular
	if t.typ.Bold {
		w = typeset.Bold
	}
	return typeset.Style{Lang: lang, Size: size, Weight: w, Align: align, MaxLines: t.typ.Lines}
}

// layoutFor returns the layout for a width, made once for as long as nothing changes.
func (t *Text) layoutFor(width int) *typeset.Layout {
	st := t.style()
	key := layoutKey{width, st, t.text}
	for i, k := range t.keys {
		if k == key && t.layouts[i] != nil {
			return t.layouts[i]
		}
	}
	if t.typ.MayScale && width > 0 {
		longest := t.look.Engine.LongestWord(t.text, st)
		if t.typ.Lines == 1 {
			longest = t.look.Engine.Layout(t.text, st, 0).Width
		}
		if longest > width {
			st.Size *= max(float32(width)/float32(longest+1), leastScale)
		}
	}
	t.keys[1], t.layouts[1] = t.keys[0], t.layouts[0]
	t.keys[0], t.layouts[0] = key, t.look.Engine.Layout(t.text, st, width)
	return t.layouts[0]
}

// HeightFor implements Flow.
func (t *Text) HeightFor(width float32) float32 {
	if t.text == "" {
		return 0
	}
	l := t.layoutFor(max(int(width), 1))
	if t.typ.Tight && l.Lines() == 1 {
		return float32(int(float32(l.Height) * tightLine))
	}
	return float32(l.Height)
}

// Wide implements Flow: the width of the text on one line.
func (t *Text) Wide() float32 {
	if t.text == "" {
		return 0
	}
	key := layoutKey{0, t.style(), t.text}
	if t.oneLine == 0 || t.oneLineKey != key {
		t.oneLine, t.oneLineKey = float32(t.look.Engine.Layout(t.text, key.style, 0).Width)+1, key
	}
	return t.oneLine
}

// draw draws the ink into a picture of just its size: a picture as wide as the text's place
// would cost memory and painting for nothing.
func (t *Text) draw(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	if t.text == "" || t.Size().Width < 1 {
		return img
	}
	l, at := t.set()
	l.Draw(img, at.Sub(t.ink.Min), int(t.Size().Width), t.typ.Colour)
	return img
}

// set returns the layout for the present place, and where its top left corner is in it.
func (t *Text) set() (*typeset.Layout, image.Point) {
	l := t.layoutFor(max(int(t.Size().Width), 1))
	top := (int(t.Size().Height) - l.Height) / 2
	if !t.typ.Tight {
		top = max(top, 0)
	}
	return l, image.Pt(0, top)
}

// place lays out the picture, and draws it anew only when something has changed: a glass is
// laid out far more often than its words change.
func (t *Text) place(s fyne.Size) {
	now := drawing{layoutKey{int(s.Width), t.style(), t.text}, s, t.typ.Colour}
	if now == t.drawn {
		return
	}
	t.drawn = now
	t.raster.Hidden = t.text == "" || s.Width < 1
	if t.raster.Hidden {
		return
	}
	// Letters reach beyond their place, Nastaliq most of all; ink knows how far.
	l, at := t.set()
	t.ink = l.Bounds(int(s.Width)).Add(at).Inset(-1)
	Place(t.raster, float32(t.ink.Min.X), float32(t.ink.Min.Y), float32(t.ink.Dx()), float32(t.ink.Dy()))
	t.look.Repaint(t.raster)
}

// tight reports whether the words are wider or higher than their place, or not all of them are
// shown.
func (t *Text) tight() bool {
	w := int(t.Size().Width)
	l := t.layoutFor(max(w, 1))
	return l.Width > w || t.HeightFor(t.Size().Width) > t.Size().Height+1 ||
		t.typ.Lines > 0 && t.Wide()-1 > t.room(float32(w*t.typ.Lines))
}

// room is how wide on one line, unscaled, a text may be that is shown whole in a width.
func (t *Text) room(width float32) float32 {
	if t.typ.MayScale && t.typ.Lines == 1 {
		return width / leastScale
	}
	return width
}

// drawing says what a picture was drawn of.
type drawing struct {
	key    layoutKey
	size   fyne.Size
	colour color.NRGBA
}
