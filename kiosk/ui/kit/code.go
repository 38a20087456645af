package kit

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"frontdoor/kiosk/code"
)

// A Code is a QR code: black on white whatever the glass's colours are, with the quiet
// margin that cameras need. Its modules are whole pixels.
type Code struct {
	node
	look  *Look
	size  float32 // reference pixels
	says  string
	mods  *image.Gray // one pixel a module, with the margin; nil for nothing
	ink   *canvas.Image
	drawn int
}

// NewCode makes a code of a size in reference pixels.
func NewCode(look *Look, size float32) *Code {
	c := &Code{look: look, size: size, ink: &canvas.Image{ScaleMode: canvas.ImageScalePixels}}
	c.objects, c.lay = []fyne.CanvasObject{c.ink}, c.place
	c.ExtendBaseWidget(c)
	return c
}

// Set changes what the code says. Nothing is drawn for nothing, or for more than a code holds.
func (c *Code) Set(says string) {
	if says == c.says {
		return
	}
	c.says, c.mods, c.drawn = says, code.Modules(says), 0
}

// HeightFor implements Flow.
func (c *Code) HeightFor(width float32) float32 { return min(c.look.Px(c.size), width) }

// Wide implements Flow.
func (c *Code) Wide() float32 { return c.look.Px(c.size) }

func (c *Code) place(s fyne.Size) {
	if c.mods == nil {
		c.ink.Hide()
		return
	}
	n := c.mods.Bounds().Dx()
	each := int(min(c.look.Px(c.size), s.Width, s.Height)) / n
	if each < 1 {
		c.ink.Hide()
		return
	}
	d := float32(each * n)
	Place(c.ink, float32(int((s.Width-d)/2)), float32(int((s.Height-d)/2)), d, d)
	c.ink.Show()
	if c.drawn == each {
		return
	}
	c.drawn = each
	big := image.NewGray(image.Rect(0, 0, each*n, each*n))
	for y := range each * n {
		for x := range each * n {
			big.SetGray(x, y, c.mods.GrayAt(x/each, y/each))
		}
	}
	c.ink.Image = big
	c.ink.Refresh()
	c.look.Repaint(c.ink)
}
