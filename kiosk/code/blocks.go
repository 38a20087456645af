package code

import "strings"

// Blocks draws a text as a QR code in letters, two modules above each other in one, light on
// dark as a terminal shows it. A text that is too long returns "".
func Blocks(text string) string {
	picture := Modules(text)
	if picture == nil {
		return ""
	}
	n := picture.Bounds().Dx()
	dark := func(x, y int) bool { return y < n && picture.GrayAt(x, y).Y == 0 }
	var b strings.Builder
	for y := 0; y < n; y += 2 {
		for x := range n {
			switch up, low := dark(x, y), dark(x, y+1); {
			case up && low:
				b.WriteRune(' ')
			case up:
				b.WriteRune('▄')
			case low:
				b.WriteRune('▀')
			default:
				b.WriteRune('█')
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}
