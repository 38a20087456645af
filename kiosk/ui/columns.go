package ui

import "frontdoor/kiosk/ui/kit"

// twoColumns returns two columns where there is room for them: from a width in pixels on, which
// larger letters need more of.
func twoColumns(look *kit.Look, least float32) func(width float32) int {
	return func(width float32) int {
		if width/look.Zoom < least {
			return 1
		}
		return 2
	}
}
