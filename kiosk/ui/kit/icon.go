package kit

import (
	"bytes"
	"fmt"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"frontdoor/assets/icons"
)

// An Icon is a picture beside words, never alone.
type Icon struct {
	node
	look   *Look
	name   string
	size   float32 // reference pixels
	colour color.NRGBA
	points bool        // it points somewhere, and is mirrored in right-to-left languages
	disc   color.NRGBA // the disc behind it; clear means none
	grows  bool        // with the resident's zoom
	image  *canvas.Image
	drawn  string
}

// NewIcon makes an icon of a size in reference pixels.
func NewIcon(look *Look, name string, size float32, c color.NRGBA) *Icon {
	i := &Icon{look: look, name: name, size: size, colour: c, image: &canvas.Image{}}
	i.image.FillMode = canvas.ImageFillContain
	i.objects, i.lay = []fyne.CanvasObject{i.image}, i.place
	i.ExtendBaseWidget(i)
	return i
}

// NewArrow makes an icon that is mirrored where the language runs from right to left.
func NewArrow(look *Look, name string, size float32, c color.NRGBA) *Icon {
	i := NewIcon(look, name, size, c)
	i.points = true
	return i
}

// NewDisc makes a white icon on a coloured disc.
func NewDisc(look *Look, name string, size float32, disc color.NRGBA) *Icon {
	i := NewIcon(look, name, size, White)
	i.disc = disc
	return i
}

// Growing makes the icon grow with the text beside it.
func (i *Icon) Growing() *Icon {
	i.grows = true
	return i
}

// Set changes the picture.
func (i *Icon) Set(name string) {
	i.name = name
}

// Paint changes the disc, or the picture where there is no disc.
func (i *Icon) Paint(c color.NRGBA) {
	if i.disc != Clear {
		i.disc = c
	} else {
		i.colour = c
	}
}

func (i *Icon) px() float32 {
	n := i.size
	if i.grows {
		n *= 1 + (i.look.Zoom-1)*0.6
	}
	return i.look.Px(n)
}

// HeightFor implements Flow.
func (i *Icon) HeightFor(float32) float32 { return i.px() }

// Wide implements Flow.
func (i *Icon) Wide() float32 { return i.px() }

func (i *Icon) place(s fyne.Size) {
	d := min(i.px(), s.Width, s.Height)
	x, y := float32(int((s.Width-d)/2)), float32(int((s.Height-d)/2))
	Place(i.image, x, y, d, d)
	i.paint()
}

// paint draws the picture anew when it has changed.
func (i *Icon) paint() {
	mirrored := i.points && i.look.RTL()
	key := fmt.Sprintf("%s-%s-%s-%v.svg", i.name, hex(i.colour), hex(i.disc), mirrored)
	if key == i.drawn {
		return
	}
	i.drawn = key
	svg, ok := icons.Coloured(i.name, hex(i.colour))
	if !ok {
		i.image.Hide()
		return
	}
	if mirrored {
		svg = mirror(svg)
	}
	if i.disc != Clear {
		svg = onDisc(svg, i.disc)
	}
	i.image.Resource = fyne.NewStaticResource(key, svg)
	i.image.Show()
	i.image.Refresh()
	i.look.Repaint(i.image)
}

func hex(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// mirror turns a picture over, left to right. Pictures without a view box stay as they are.
func mirror(svg []byte) []byte {
	x, _, w, _, ok := viewBox(svg)
	if !ok {
		return svg
	}
	return wrapSVG(svg, fmt.Sprintf(`<g transform="translate(%g,0) scale(-1,1)">`, 2*x+w), "</g>")
}

// onDiscPart is how much of a disc's width the picture on it takes.
const onDiscPart = 0.58

// onDisc puts a picture on a disc: one picture is painted sooner than a picture and a circle.
func onDisc(svg []byte, c color.NRGBA) []byte {
	x, y, w, h, ok := viewBox(svg)
	if !ok {
		return svg
	}
	d := max(w, h) / onDiscPart
	svg = wrapSVG(svg, fmt.Sprintf(`<circle cx="%g" cy="%g" r="%g" fill="%s"/><g transform="translate(%g,%g)">`,
		d/2, d/2, d/2, hex(c), (d-w)/2-x, (d-h)/2-y), "</g>")
	at := bytes.Index(svg, []byte(`viewBox="`)) + len(`viewBox="`)
	end := at + bytes.IndexByte(svg[at:], '"')
	return slices.Concat(svg[:at], fmt.Appendf(nil, "0 0 %g %g", d, d), svg[end:])
}

func viewBox(svg []byte) (x, y, w, h float64, ok bool) {
	at := bytes.Index(svg, []byte(`viewBox="`))
	if at < 0 || !bytes.Contains(svg, []byte("<svg")) {
		return 0, 0, 0, 0, false
	}
	n, err := fmt.Sscanf(string(svg[at:min(at+60, len(svg))]), `viewBox="%f %f %f %f"`, &x, &y, &w, &h)
	return x, y, w, h, err == nil && n == 4
}

// wrapSVG puts something before and behind what a picture holds.
func wrapSVG(svg []byte, before, behind string) []byte {
	open := bytes.Index(svg, []byte("<svg"))
	start := open + bytes.IndexByte(svg[open:], '>') + 1
	end := bytes.LastIndex(svg, []byte("</svg>"))
	if end < start {
		return svg
	}
	return slices.Concat(svg[:start], []byte(before), svg[start:end], []byte(behind), svg[end:])
}
