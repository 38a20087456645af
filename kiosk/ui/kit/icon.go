package kit

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"frontdoor/assets/icons"
)

// An Icon is a picture that stands beside words, never alone.
type Icon struct {
	node
	look   *Look
	name   string
	size   float32 // reference pixels
	colour color.NRGBA
	points bool        // it points somewhere, and is mirrored in right-to-left languages
	disc   color.NRGBA // the disc that it stands on; clear means none
	grows  bool        // with the resident's zoom
	circle *canvas.Circle
	image  *canvas.Image
	drawn  string
}

// NewIcon makes an icon of a size in reference pixels.
func NewIcon(look *Look, name string, size float32, c color.NRGBA) *Icon {
	i := &Icon{look: look, name: name, size: size, colour: c, circle: canvas.NewCircle(Clear), image: &canvas.Image{}}
	i.image.FillMode = canvas.ImageFillContain
	i.objects, i.lay = []fyne.CanvasObject{i.circle, i.image}, i.place
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

// Growing makes the icon grow with the text that it stands beside.
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
	i.circle.FillColor, i.circle.Hidden = i.disc, i.disc == Clear
	Place(i.circle, x, y, d, d)
	if i.disc != Clear {
		in := float32(int(d * 0.21))
		x, y, d = x+in, y+in, d-2*in
	}
	Place(i.image, x, y, d, d)
	i.paint()
}

// paint draws the picture anew when it has changed.
func (i *Icon) paint() {
	mirrored := i.points && i.look.RTL()
	key := fmt.Sprintf("%s-%02x%02x%02x-%v.svg", i.name, i.colour.R, i.colour.G, i.colour.B, mirrored)
	if key == i.drawn {
		return
	}
	i.drawn = key
	svg, ok := icons.Coloured(i.name, fmt.Sprintf("#%02x%02x%02x", i.colour.R, i.colour.G, i.colour.B))
	if !ok {
		i.image.Hide()
		return
	}
	if mirrored {
		svg = mirror(svg)
	}
	i.image.Resource = fyne.NewStaticResource(key, svg)
	i.image.Show()
	i.image.Refresh()
	i.look.Repaint(i.image)
}

// mirror turns a picture over, left to right. Pictures without a view box stay as they are.
func mirror(svg []byte) []byte {
	var x, y, w, h float64
	at := bytes.Index(svg, []byte(`viewBox="`))
	open := bytes.Index(svg, []byte("<svg"))
	if at < 0 || open < 0 {
		return svg
	}
	if _, err := fmt.Sscanf(string(svg[at:min(at+60, len(svg))]), `viewBox="%f %f %f %f"`, &x, &y, &w, &h); err != nil {
		return svg
	}
	start := open + bytes.IndexByte(svg[open:], '>') + 1
	end := bytes.LastIndex(svg, []byte("</svg>"))
	if end < start {
		return svg
	}
	var out bytes.Buffer
	out.Write(svg[:start])
	fmt.Fprintf(&out, `<g transform="translate(%g,0) scale(-1,1)">`, 2*x+w)
	out.Write(svg[start:end])
	out.WriteString("</g></svg>")
	return out.Bytes()
}
