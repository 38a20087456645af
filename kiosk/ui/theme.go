package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"frontdoor/kiosk/ui/kit"
)

// A Theme makes the window's own background the paper behind everything. Nothing
// else of Fyne's theme is seen on the glass.
type Theme struct{ fyne.Theme }

// NewTheme returns the theme of the glass.
func NewTheme() Theme { return Theme{theme.DefaultTheme()} }

// Color implements fyne.Theme.
func (t Theme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if name == theme.ColorNameBackground {
		return kit.Paper
	}
	return t.Theme.Color(name, v)
}
