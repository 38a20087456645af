package printer

import (
	"encoding/binary"
	"image"
)

// The header of a page of a PWG raster (PWG 5102.4), by the offsets of its fields.
const (
	headerLength = 1796
	atMediaColor = 64
	atDuplex     = 272
	atResolution = 276
	atPageSize   = 352
	atWidth      = 372
	atHeight     = 376
	atBitsColor  = 384
	atBitsPixel  = 388
	atBytesLine  = 392
	atColorSpace = 400
	atNumColors  = 420
	atTotalPages = 452
	atCrossFeed  = 456
	atFeed       = 460
	atQuality    = 484
	atSizeName   = 1732
	colourSGray  = 18
	qualityUsual = 4
	mostSame     = 128 // pixels in one run
	mostRows     = 256 // equal rows in one
)

// pwg writes a drawing as a PWG raster, sheet by sheet.
func pwg(img *image.Gray, dpi int) []byte {
	out := []byte("RaS2")
	all := sheetsOf(img, dpi)
	var p *image.Gray
	for n := range all {
		p = sheet(img, dpi, n, p)
		h := make([]byte, headerLength)
		put := func(at, n int) { binary.BigEndian.PutUint32(h[at:], uint32(n)) } //nolint:gosec // sizes of a page
		copy(h, "PwgRaster")
		put(atResolution, dpi)
		put(atResolution+4, dpi)
		put(atPageSize, a4Width*72/254)
		put(atPageSize+4, a4Height*72/254)
		put(atWidth, p.Rect.Dx())
		put(atHeight, p.Rect.Dy())
		put(atBitsColor, 8)
		put(atBitsPixel, 8)
		put(atBytesLine, p.Rect.Dx())
		put(atColorSpace, colourSGray)
		put(atNumColors, 1)
		put(atTotalPages, all)
		put(atCrossFeed, 1)
		put(atFeed, 1)
		put(atQuality, qualityUsual)
		copy(h[atSizeName:], "iso_a4_210x297mm")
		out = append(out, h...)
		out = append(out, rows(p)...)
	}
	return out
}

// rows writes the pixels of a page: how often a row comes again, and the row in runs.
func rows(p *image.Gray) []byte {
	var out []byte
	row := func(y int) []byte { return p.Pix[y*p.Stride : y*p.Stride+p.Rect.Dx()] }
	for y := 0; y < p.Rect.Dy(); {
		n := 1
		for n < mostRows && y+n < p.Rect.Dy() && string(row(y+n)) == string(row(y)) {
			n++
		}
		out = append(out, byte(n-1))
		out = runs(out, row(y))
		y += n
	}
	return out
}

// runs packs a row: a byte n < 128 and a pixel are n+1 times that pixel; a byte n > 128 is
// followed by 257-n different ones.
func runs(out, row []byte) []byte {
	for len(row) > 0 {
		n := 1
		for n < len(row) && n < mostSame && row[n] == row[0] {
			n++
		}
		if n > 1 || len(row) == 1 {
			out = append(out, byte(n-1), row[0])
			row = row[n:]
			continue
		}
		for n < len(row) && n < mostSame && (n+1 == len(row) || row[n] != row[n+1]) {
			n++
		}
		if n == 1 {
			out = append(out, 0, row[0])
		} else {
			out = append(append(out, byte(257-n)), row[:n]...)
		}
		row = row[n:]
	}
	return out
}
