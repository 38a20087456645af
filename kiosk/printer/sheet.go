package printer

import "image"

// A4 in tenths of a millimetre, and the part of its width that is printed on. What is drawn is
// as wide as a hand: nobody reads lines across a whole sheet.
const (
	a4Width  = 2100
	a4Height = 2970
	a4Inner  = 1200
	a4Margin = 150
)

// sheets puts a drawing on as many sheets of A4 as it needs.
func sheets(img *image.Gray, dpi int) []*image.Gray {
	w, h, m := dpi*a4Width/254, dpi*a4Height/254, dpi*a4Margin/254
	room := h - 2*m
	var pages []*image.Gray
	for top := 0; top < img.Rect.Dy() || top == 0; top += room {
		p := image.NewGray(image.Rect(0, 0, w, h))
		for i := range p.Pix {
			p.Pix[i] = 0xff
		}
		for y := range min(room, img.Rect.Dy()-top) {
			from := img.Pix[(top+y)*img.Stride : (top+y)*img.Stride+img.Rect.Dx()]
			copy(p.Pix[(m+y)*p.Stride+m:], from)
		}
		pages = append(pages, p)
	}
	return pages
}
