// Package kit has the widgets of the glass: text of every script, cards, buttons, icons,
// scrolling and the surface that is touched.
//
// Fyne places every run of text from left to right and knows no height for a width, so
// nothing of Fyne that draws text is used: kit draws with typeset, lays out by its own
// height-for-width rule, and mirrors every row in right-to-left languages. It decides what a
// touch is: the whole of a card answers, a trembling finger still counts as one touch, and a
// finger that moves on scrolls. It does not know any screen or any word. Views in package ui
// are built of it.
package kit

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"

	"frontdoor/kiosk/typeset"
)

// A Look is what all widgets of one glass share. The glass changes it between pictures, on
// Fyne's goroutine; widgets read it whenever they measure or draw.
type Look struct {
	Engine *typeset.Engine
	Lang   string  // of the screen
	Zoom   float32 // of the text that the resident chose: 1, 1.4 or 2
	Unit   float32 // window pixels for one pixel of the 1920×1080 reference screen

	// Repaint draws an object anew. It goes to the window's canvas itself: Fyne forgets
	// which canvas an object was on when it was not shown for a minute, but not its old
	// picture, and the words of one visit would be seen in the next.
	Repaint func(fyne.CanvasObject)

	// Later does something soon, on Fyne's goroutine, after the touches that wait. nil means
	// at once.
	Later func(func())

	// OpenGL says that a window draws: large areas are drawn as what is cheapest there.
	OpenGL bool
}

func (l *Look) later(do func()) {
	if l.Later == nil {
		do()
		return
	}
	l.Later(do)
}

// RTL reports whether the screen runs from right to left.
func (l *Look) RTL() bool { return typeset.RTL(l.Lang) }

// Px returns reference pixels as whole window pixels.
func (l *Look) Px(n float32) float32 { return float32(math.Round(float64(n * l.Unit))) }

// Colours of the glass. Text is at least 7:1 on what is behind it.
//
//nolint:gochecknoglobals // a palette: read only
var (
	Paper      = rgb(0xeef3f5)
	Card       = rgb(0xffffff)
	Ink        = rgb(0x212b32)
	QuietInk   = rgb(0x425563)
	Blue       = rgb(0x005eb8)
	PaleBlue   = rgb(0xe6eff8)
	DeepBlue   = rgb(0x003087)
	Yellow     = rgb(0xffb81c) // a person, only
	Red        = rgb(0xa3001b) // danger, only
	GreenTint  = rgb(0xd5efdf) // good
	AmberTint  = rgb(0xfff1cf) // care
	Focus      = rgb(0xffeb3b)
	Line       = rgb(0xc3ccd3)
	Edge       = rgb(0xa9b5bd) // the lower edge of what can be touched
	White      = rgb(0xffffff)
	Shade      = color.NRGBA{0x21, 0x2b, 0x32, 0xb0} // over a screen that waits
	Clear      = color.NRGBA{}
	PressedDip = float32(3) // how far a pressed card goes down, reference pixels
)

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 0xff}
}
