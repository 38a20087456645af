package ui

import (
	"fyne.io/fyne/v2"

	"frontdoor/kiosk/ui/kit"
)

// panes are side by side on a wide glass and one above the other on a high one: the
// resident's language first, and English. Both show the same screen and either answers.
type panes struct{ look *kit.Look }

// Where the panes are in their container; the line between them is built once.
const firstPane, otherPane = 0, 2

func newPanes(look *kit.Look) *fyne.Container {
	line := kit.NewGround(look, kit.Line)
	return &fyne.Container{Layout: panes{look}, Objects: []fyne.CanvasObject{line, line, line}}
}

func (panes) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

func (l panes) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	mine, line, english := objects[firstPane], objects[1], objects[otherPane]
	thick := max(l.look.Px(4), 1)
	if size.Height > size.Width {
		half := float32(int((size.Height - thick) / 2))
		kit.Place(mine, 0, 0, size.Width, half)
		kit.Place(line, 0, half, size.Width, thick)
		kit.Place(english, 0, half+thick, size.Width, size.Height-half-thick)
		return
	}
	half := float32(int((size.Width - thick) / 2))
	left, right := mine, english
	if l.look.RTL() {
		left, right = english, mine
	}
	kit.Place(left, 0, 0, half, size.Height)
	kit.Place(line, half, 0, thick, size.Height)
	kit.Place(right, half+thick, 0, size.Width-half-thick, size.Height)
}
