package glass

import (
	"encoding/json"
	"fmt"
	"slices"

	"frontdoor/kiosk/journey"
)

// A Screen is what one screen shows, and nothing of another. There is one struct for each
// screen of the journey.
type Screen interface {
	// ID returns which screen of the journey it is.
	ID() journey.Screen
}

// A kind is how one screen's struct is read from the pipe.
type kind struct {
	id   journey.Screen
	read func([]byte) (Screen, error)
}

// of returns the kind of S.
func of[S Screen]() kind {
	var zero S
	return kind{zero.ID(), func(b []byte) (Screen, error) {
		var s S
		err := json.Unmarshal(b, &s)
		return s, err
	}}
}

// kinds returns how every screen is read.
func kinds() []kind { return slices.Concat(visit(), finding(), people(), book(), staff()) }

// Screens returns the screens that there is a struct for, in no particular order.
func Screens() []journey.Screen {
	var ids []journey.Screen
	for _, k := range kinds() {
		ids = append(ids, k.id)
	}
	return ids
}

// A ScreenError means that a view holds a screen that this glass cannot read, as when the
// program was replaced while its core ran. The frame of the view is whole.
type ScreenError struct {
	Screen string // its name on the pipe
	Err    error  // nil for a name that is not known
}

func (e *ScreenError) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("read a view: there is no screen %q", e.Screen)
	}
	return fmt.Sprintf("read a view: screen %q: %v", e.Screen, e.Err)
}

func (e *ScreenError) Unwrap() error { return e.Err }

// A wire is a View on the pipe: the name of the screen says what Show holds.
type wire[T any] struct {
	Frame  Frame
	Screen string
	Show   T
}

// MarshalJSON writes the name of the screen beside what it shows.
func (v View) MarshalJSON() ([]byte, error) {
	w := wire[Screen]{Frame: v.Frame, Screen: "none", Show: v.Screen}
	if v.Screen != nil {
		w.Screen = v.Screen.ID().String()
	}
	return json.Marshal(w)
}

// UnmarshalJSON reads what MarshalJSON wrote. When the screen cannot be read, it returns a
// *ScreenError and leaves a View with its frame and a nil Screen.
func (v *View) UnmarshalJSON(b []byte) error {
	var w wire[json.RawMessage]
	if err := json.Unmarshal(b, &w); err != nil {
		return fmt.Errorf("read a view: %w", err)
	}
	*v = View{Frame: w.Frame}
	for _, k := range kinds() {
		if k.id.String() != w.Screen {
			continue
		}
		s, err := k.read(w.Show)
		if err != nil {
			return &ScreenError{w.Screen, err}
		}
		v.Screen = s
		return nil
	}
	return &ScreenError{Screen: w.Screen}
}
