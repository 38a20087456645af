// Package fonts holds the letters of every language of the glass.
//
// They are subsets of Noto, made by scripts/fonts.sh, under the SIL Open Font License
// (OFL.txt). They are embedded, so that a kiosk looks the same on every machine and never
// falls back to a font that happens to be installed. Package typeset relies on them.
package fonts

import "embed"

// Files has one file a face and weight: "Bengali-Bold.ttf".
//
//go:embed *.ttf *.otf
var Files embed.FS
