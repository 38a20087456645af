// Package typeset turns text of any script into lines of glyphs and draws them into an
// image.
//
// It decides the order of mixed right-to-left and left-to-right text (UAX #9), which face
// draws which script, where lines break, and how high they are. Words are never split while
// they fit on a line; telephone numbers, times and postcodes that were wrapped by [Isolate]
// stay whole and keep their order inside right-to-left text. It shapes with go-text's port of
// HarfBuzz, uses only the fonts embedded in assets/fonts, and does not know Fyne, screens or
// any word. The glass draws all its text with it, and so will paper.
package typeset
