package intake

import "fmt"

// A RefusedError is an import that was not done, so that what was there stays: a layout that
// does not fit, nothing in it, or much less than there was. Its text is a sentence for whoever
// called, and names what was expected.
type RefusedError struct{ What string }

func (e *RefusedError) Error() string { return e.What }

// Refusef makes a RefusedError.
func Refusef(format string, args ...any) error { return &RefusedError{fmt.Sprintf(format, args...)} }
