package typeset

import (
	"slices"
	"unicode"
)

// Lacks returns the letters of a text that no face has, each once, in the order of the text. On the
// glass and on paper a box stands for each of them.
func (e *Engine) Lacks(text, lang string) []rune {
	s := e.take()
	defer e.give(s)
	c := e.chooser(s, Style{Lang: lang})
	var gone []rune
	for _, r := range text {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Variation_Selector) || slices.Contains(gone, r) {
			continue
		}
		if _, has := c.ResolveFace(r).NominalGlyph(r); !has {
			gone = append(gone, r)
		}
	}
	return gone
}
