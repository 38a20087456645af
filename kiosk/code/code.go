// Package code makes QR codes, as a picture of one pixel a module. The glass, paper and the
// shell draw it as large as they can; it knows none of them, nor what a code says.
package code

import (
	"image"
	"image/color"

	"github.com/boombuler/barcode/qr"
)

// margin is the quiet zone that cameras need around a code, in modules: four, by ISO/IEC 18004.
const margin = 4

// Modules returns the code of a text with its margin, black on white; nil for nothing, and for
// more than a code holds. Error correction is M: a thumb on the glass may cover 15 per cent.
func Modules(says string) *image.Gray {
	if says == "" {
		return nil
	}
	made, err := qr.Encode(says, qr.M, qr.Auto)
	if err != nil {
		return nil // the one error is that it is too long
	}
	b := made.Bounds()
	out := image.NewGray(image.Rect(0, 0, b.Dx()+2*margin, b.Dy()+2*margin))
	for i := range out.Pix {
		out.Pix[i] = 0xff
	}
	for y := range b.Dy() {
		for x := range b.Dx() {
			if r, _, _, _ := made.At(b.Min.X+x, b.Min.Y+y).RGBA(); r == 0 {
				out.SetGray(x+margin, y+margin, color.Gray{})
			}
		}
	}
	return out
}
