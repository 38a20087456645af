// Package typeset turns text of any script into lines of glyphs and draws them into an
// image.
//
// It decides four things: the order of mixed right-to-left and left-to-right text (Unicode's
// UAX #9, [Levels]), which face draws which script, where lines break, and how high they are.
// A word that fits on a line is never split. What [Isolate] has wrapped, a telephone number,
// a time, a postcode, stays whole and keeps its order inside right-to-left text. Lines of one
// language are equally high whatever is in them, so that a list does not dance.
//
// Breaking is its own work rather than go-text's LineWrapper: that one counts the space after
// a word when the word runs against its paragraph, and so splits an English name that would
// just have fitted into an Arabic line. Levels are its own work because go-text knows no
// bracket pairs and merges levels 0 and 2, and golang.org/x/text keeps levels to itself.
// Shaping is go-text's port of HarfBuzz, checked against HarfBuzz itself.
//
// Text is shaped once, in thousandths of an em, and scaled when it is placed: a size may be
// any fraction, and letters of half the size take exactly half the room.
//
// It uses only the faces embedded in assets/fonts, never what a machine has installed, and
// knows no Fyne, no screen and no word. The glass and paper draw all their text with it.
package typeset
