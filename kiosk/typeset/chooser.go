package typeset

import (
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
)

// A chooser gives each letter of one layout its face. It implements shaping.FontmapScript:
// the face follows the script before the letter, so that no word is drawn in two faces
// because one of them happens to lack a sign.
type chooser struct {
	engine *Engine
	shaper *shaper
	lang   string
	main   string // the family of the language's own letters
	weight Weight
	script language.Script // of the part of the text that is being looked at
}

func (e *Engine) chooser(s *shaper, st Style) *chooser {
	return &chooser{engine: e, shaper: s, lang: st.Lang, main: mainFamily(st.Lang), weight: st.Weight}
}

// SetScript implements shaping.FontmapScript.
func (c *chooser) SetScript(s language.Script) { c.script = s }

// face returns a family's face, nil when there is no such file.
func (c *chooser) face(family string) *font.Face {
	return c.engine.face(c.shaper, faceName{family, c.weight})
}

// own returns the face of the language's own letters.
func (c *chooser) own() *font.Face {
	if f := c.face(c.main); f != nil {
		return f
	}
	return c.face(latin)
}

// ResolveFace implements shaping.Fontmap with the first face that has a letter: that of its
// script, that of the language, Latin, and the signs. A letter that nobody has becomes Latin's
// empty box. White space and marks that nobody sees are not looked up.
func (c *chooser) ResolveFace(r rune) *font.Face {
	script := language.LookupScript(r)
	if !script.Strong() {
		script = c.script
	}
	first := latin                                                // for digits and signs on their own, as telephone numbers are in Arabic,
	if script.Strong() && (script != language.Han || r >= 0x80) { // and for all of them in Chinese
		first = family(script, c.lang)
	}
	for _, name := range [...]string{first, c.main, latin, signs} {
		if f := c.face(name); f != nil {
			if _, has := f.NominalGlyph(r); has {
				return f
			}
		}
	}
	return c.face(latin)
}
