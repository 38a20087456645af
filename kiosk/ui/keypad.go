package ui

import (
	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/ui/kit"
)

// key is a key of a keypad. Figures and letters are those of London's signs in every language.
func key(look *kit.Look, label rune, size float32) *kit.Button {
	t := kit.NewText(look, kit.Type{Size: size, Bold: true, Fixed: true, Align: typeset.Center})
	t.SetIn("en", string(label))
	return kit.NewButton(look, kit.KeyFace, journey.Action{Kind: journey.Type, Value: string(label)}, t)
}

// eraser is the key that takes back the last one.
func eraser(look *kit.Look) *kit.Button {
	return kit.NewButton(look, kit.KeyFace, journey.Action{Kind: journey.Erase}, kit.NewIcon(look, icons.Erase, 44, kit.Ink))
}

// figurePad is a keypad of figures, as on a telephone.
func figurePad(look *kit.Look) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, figures := range []string{"123", "456", "789", "0"} {
		var keys []fyne.CanvasObject
		for _, r := range figures {
			keys = append(keys, key(look, r, 44))
		}
		if figures == "0" {
			keys = append(keys, eraser(look))
		}
		rows = append(rows, kit.Keys(look, 16, 3, keys...))
	}
	return kit.Column(look, 16, rows...)
}

// typedField is where what is typed is shown.
func typedField(look *kit.Look, typed fyne.CanvasObject) *kit.Panel {
	box := kit.SheetFace
	box.Stroke, box.StrokeWidth, box.PadX, box.PadY, box.Low = kit.Blue, 4, 20, 4, 92
	return kit.NewPanel(look, box, typed)
}

// A note is a sentence that asks for care; it is there only while there is something to say.
type note struct {
	*kit.Panel
	text *kit.Text
}

func newNote(look *kit.Look, set kit.Type) note {
	care := kit.CareTag
	care.PadX, care.PadY = 20, 10
	text := kit.NewText(look, set)
	return note{kit.NewPanel(look, care, kit.Row(look, 14, text, kit.NewIcon(look, icons.Warning, 34, kit.Ink), text)), text}
}

func (n note) say(text string) {
	n.text.Set(text)
	visible(n.Panel, text != "")
}
