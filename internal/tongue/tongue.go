// Package tongue tells Fyne a language before it asks the machine for one.
//
// Fyne looks the machine's language up while the program is being loaded, and prints three
// lines of errors for a locale like "C.UTF-8", which is what many kiosks have. No main can be
// early enough. Packages that need few others are loaded in the order of their names, so this
// one, which a program with Fyne imports for its effect alone, is loaded before fyne.io.
// Nothing on the glass depends on it: its words are our own.
package tongue

import "os"

// LANGUAGE moves only which translations are looked for: no date, no number, no letter.
var _ = os.Setenv("LANGUAGE", "en_GB")
