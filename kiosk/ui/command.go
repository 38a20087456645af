package ui

import (
	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui/kit"
)

// A command is a button with a word on it.
type command struct {
	*kit.Button
	word *kit.Text
}

// newPill is one of the round buttons above.
func newPill(look *kit.Look, icon fyne.CanvasObject, kind journey.Kind) command {
	word := kit.NewText(look, kit.Type{Size: 28, Fixed: true, Lines: 1, Tight: true})
	b := kit.NewButton(look, kit.PillFace, journey.Action{Kind: kind}, kit.Row(look, 14, nil, icon, word))
	return command{b, word}
}

// newTablet is a pill whose word grows with the letters, beside a list.
func newTablet(look *kit.Look, icon fyne.CanvasObject, kind journey.Kind) command {
	word := kit.NewText(look, kit.Type{Size: 28, Lines: 1})
	b := kit.NewButton(look, kit.PillFace, journey.Action{Kind: kind}, kit.Row(look, 14, nil, icon, word))
	return command{b, word}
}

// newPrimary is what most who see a screen want to do next.
func newPrimary(look *kit.Look, kind journey.Kind) command {
	word := kit.NewText(look, kit.Type{Size: 34, Bold: true, Colour: kit.White, MayScale: true})
	return command{kit.NewButton(look, kit.PrimaryFace, journey.Action{Kind: kind}, kit.Centre(word)), word}
}

// newPlain is another thing that can be done.
func newPlain(look *kit.Look, kind journey.Kind) command {
	word := kit.NewText(look, kit.Type{Size: 34, Bold: true, MayScale: true})
	return command{kit.NewButton(look, kit.PlainFace, journey.Action{Kind: kind}, kit.Centre(word)), word}
}

// newBare is another thing that can be done; its word begins where the button does.
func newBare(look *kit.Look, size float32, kind journey.Kind) command {
	word := kit.NewText(look, kit.Type{Size: size, Bold: true, MayScale: true})
	return command{kit.NewButton(look, kit.PlainFace, journey.Action{Kind: kind}, word), word}
}

// newLeading is another thing that can be done, with a picture.
func newLeading(look *kit.Look, icon string, size float32, a journey.Action) command {
	word := kit.NewText(look, kit.Type{Size: 34, Bold: true, MayScale: true})
	return command{kit.NewButton(look, kit.PlainFace, a, kit.Row(look, 20, word, kit.NewIcon(look, icon, size, kit.Ink), word)), word}
}

// taking leads to what can be taken away.
func taking(look *kit.Look, what journey.Paper) command {
	return newLeading(look, icons.QRCode, 52, journey.Action{Kind: journey.TakeAway, Value: string(what)})
}

// talking leads to the phrasebook.
func talking(look *kit.Look) command {
	return newLeading(look, icons.Speak, 52, journey.Action{Kind: journey.ShowPhrases})
}

// remembering leads to what the kiosk remembers.
func remembering(look *kit.Look) command {
	return newPill(look, kit.NewIcon(look, icons.Info, 36, kit.Ink), journey.ShowMemory)
}
