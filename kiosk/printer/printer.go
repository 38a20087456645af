// Package printer puts pictures on paper: on a receipt printer (ESC/POS, over a device file or
// the network) or on an office printer (IPP).
//
// Everything is printed as a picture, because no printer knows every script. The package
// decides how long a printer may take, what to say when paper or the printer is missing, and
// that nothing is ever printed into another visit: a job whose visit has ended is taken back,
// from the printer too. It keeps pictures in memory only and knows no word of what is on them.
package printer

import (
	"context"
	"errors"
	"image"
)

// Errors of a printer, as far as a resident has to know them.
var (
	ErrPaper = errors.New("the printer has no paper")
	ErrGone  = errors.New("the printer is not reached")
	ErrHalf  = errors.New("the printer stopped in the middle")
	ErrFault = errors.New("the printer does not print")
)

// A Drawing draws what is to be printed, width dots wide for a printer of dpi dots an
// inch, in grey: 0 is black.
type Drawing func(width, dpi int) *image.Gray

// A Printer prints one drawing. It ends when ctx does, and then takes back from the printer
// what has not been printed.
type Printer interface {
	Print(ctx context.Context, d Drawing) error
}
