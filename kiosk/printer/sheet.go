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

// sizes returns how large a sheet is in dots, and its margin.
func sizes(dpi int) (w, h, margin int) {
	return dpi * a4Width / 254, dpi * a4Height / 254, dpi * a4Margin / 254
}

// sheetsOf returns on how many sheets of A4 a drawing fits.
func sheetsOf(img *image.Gray, dpi int) int {
	_, h, m := sizes(dpi)
	return max(1, (img.Rect.Dy()+h-2*m-1)/(h-2*m))
}

// sheet returns one sheet of a drawing, on an earlier one where there is one: only one is in memory.
func sheet(img *image.Gray, dpi, n int, on *image.Gray) *image.Gray {
	w, h, m := sizes(dpi)
	room := h - 2*m
	if on == nil {
		on = image.NewGray(image.Rect(0, 0, w, h))
	}
	for i := range on.Pix {
		on.Pix[i] = 0xff
	}
	for y := range max(0, min(room, img.Rect.Dy()-n*room)) {
		at := (n*room + y) * img.Stride
		copy(on.Pix[(m+y)*on.Stride+m:(m+y+1)*on.Stride], img.Pix[at:at+img.Rect.Dx()])
	}
	return on
}
