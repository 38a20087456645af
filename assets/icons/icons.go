// Package icons holds the pictures beside the words on the glass.
//
// They are one filled set, chosen so that a need is known again without reading: people
// and places from healthicons, signs from Phosphor's fill weight, both MIT, vendored by
// scripts/icons.sh with their licences. A picture is an SVG in a single colour that its
// caller returns. The package knows neither widgets nor words; ui draws the pictures, and
// wording says by name which one goes with a fact.
package icons

import (
	"bytes"
	"embed"
	"slices"
	"strings"
)

// The tops of the tree of needs have a picture each, named after the top's id: "health".
// These are the others.
const (
	ArrowBack   = "arrow-back" // left: the way back where the language runs from left to right
	ArrowNext   = "arrow-next"
	CaretBack   = "caret-back"
	CaretNext   = "caret-next"
	CaretUp     = "caret-up"
	CaretDown   = "caret-down"
	Language    = "language"
	Comfort     = "comfort" // bigger, louder, simpler
	Finish      = "finish"
	Wave        = "wave" // a person is there
	Touch       = "touch"
	Emergency   = "emergency"
	Phone       = "phone"
	TextMessage = "text"
	Letter      = "letter"
	Speak       = "speak"
	Ear         = "ear"
	Speaker     = "speaker"
	Pin         = "pin"
	House       = "house" // back to the needs; "home" is the need for one
	Clock       = "clock"
	Check       = "check"
	Close       = "close"
	Info        = "info"
	Warning     = "warning"
	Search      = "search"
	Keyboard    = "keyboard"
	Erase       = "erase"
	Walk        = "walk"
	Wheelchair  = "wheelchair"
	Card        = "card" // papers and proof
	QRCode      = "qr-code"
	Printer     = "printer"
	Staff       = "staff"
	People      = "people"
	Books       = "books"
	Council     = "council"
	Pharmacy    = "pharmacy"
	Tooth       = "tooth"
	Stethoscope = "stethoscope"
)

//go:embed svg/*.svg
var files embed.FS

// token is the text in every picture where its colour goes.
const token = "currentColor"

// SVG returns a picture as it is, with the word currentColor for its colour.
func SVG(name string) ([]byte, bool) {
	svg, err := files.ReadFile("svg/" + name + ".svg")
	return svg, err == nil
}

// Coloured returns a picture in a colour, "#rrggbb".
func Coloured(name, colour string) ([]byte, bool) {
	svg, ok := SVG(name)
	if !ok {
		return nil, false
	}
	return bytes.ReplaceAll(svg, []byte(token), []byte(colour)), true
}

// Names returns every picture's name, sorted.
func Names() []string {
	entries, err := files.ReadDir("svg")
	if err != nil {
		panic("icons: the embedded folder is gone: " + err.Error()) // the compiler put it there
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".svg"))
	}
	slices.Sort(names)
	return names
}
