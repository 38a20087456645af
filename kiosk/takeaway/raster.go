package takeaway

import (
	"image"
	"image/color"
	"image/draw"

	"frontdoor/kiosk/code"
	"frontdoor/kiosk/typeset"
)

// Sizes of letters in millimetres of an em. A slip is read at arm's length, often without
// glasses.
const (
	textEm   = 3.9
	titleEm  = 5.4
	numberEm = 7.4
	smallEm  = 3.1
	between  = 1.7  // between two parts
	codeMost = 42.0 // a code's side
)

// Draw draws a paper in grey, width dots wide, on a printer of dpi dots an inch. It is as
// high as it has to be.
func Draw(e *typeset.Engine, p Paper, width, dpi int) *image.Gray {
	mm := float32(dpi) / 25.4
	if least := float32(width) / 46; mm > least {
		mm = least // the narrowest rolls get smaller letters rather than words that break
	}
	var pieces []piece
	for _, part := range p.Parts {
		pieces = append(pieces, set(e, part, width, mm)...)
	}
	picture := code.Modules(p.Card)
	height := int(2 * mm)
	for _, x := range pieces {
		height += x.high
	}
	each := 0
	if picture != nil {
		each = max(min(int(codeMost*mm), width)/picture.Bounds().Dx(), 1)
		height += picture.Bounds().Dy() * each
	}
	out := image.NewGray(image.Rect(0, 0, width, height+int(2*mm)))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	y := int(mm)
	for _, x := range pieces {
		if x.layout != nil {
			x.layout.Draw(out, image.Pt(0, y+x.above), width, color.Black)
		} else {
			draw.Draw(out, image.Rect(0, y+x.above, width, y+x.above+max(int(mm/3), 1)), image.Black, image.Point{}, draw.Src)
		}
		y += x.high
	}
	if picture != nil {
		side := picture.Bounds().Dx() * each
		left := (width - side) / 2
		for dy := range side {
			for dx := range side {
				out.SetGray(left+dx, y+dy, picture.GrayAt(dx/each, dy/each))
			}
		}
	}
	return out
}

// A piece is a layout with the room that it takes; a rule has none.
type piece struct {
	layout      *typeset.Layout
	above, high int
}

func set(e *typeset.Engine, p Part, width int, mm float32) []piece {
	gap := int(between * mm)
	if p.Style == Rule {
		return []piece{{above: gap, high: 2 * gap}}
	}
	em, weight := float32(textEm), typeset.Regular
	switch p.Style {
	case Title:
		em, weight = titleEm, typeset.Bold
	case Number:
		em, weight = numberEm, typeset.Bold
	case Small:
		em = smallEm
	case Text, Rule:
	}
	style := typeset.Style{Lang: p.Lang, Size: em * mm, Weight: weight}
	if longest := e.LongestWord(p.Text, style); longest > width {
		style.Size *= float32(width) / float32(longest+1)
	}
	l := e.Layout(p.Text, style, width)
	out := []piece{{layout: l, above: gap, high: gap + l.Height}}
	if p.English != "" {
		style = typeset.Style{Lang: "en", Size: min(em, textEm) * 0.86 * mm}
		l := e.Layout(p.English, style, width)
		out = append(out, piece{layout: l, above: gap / 4, high: gap/4 + l.Height})
	}
	return out
}
