package glass

import "frontdoor/kiosk/journey"

// Seen is what is on the glass after a picture was drawn: where things can be touched.
// It is asked for only by demonstrations and tests, and is never stored.
type Seen struct {
	Screen  string   `json:"screen"`
	Lang    string   `json:"lang"`
	Size    [2]int   `json:"size"` // pixels
	Targets []Target `json:"targets"`
	Texts   []string `json:"texts"`
}

// A Target is a place that can be touched, in pixels of the window.
type Target struct {
	Action string `json:"action"`
	Value  string `json:"value"`
	X      int    `json:"x"`
	Y      int    `json:"y"`
	W      int    `json:"w"`
	H      int    `json:"h"`
}

// down is one message from the core to the glass.
type down struct {
	Show  *View `json:",omitempty"`
	Watch bool  `json:",omitempty"` // also report what is on the glass
	Ping  int   `json:",omitempty"`
	Turns bool  `json:",omitempty"` // with a ping: the core itself has turned since the one before
	Bye   bool  `json:",omitempty"` // the core ends on purpose; the glass ends too
}

// up is one message from the glass to the core.
type up struct {
	Ready  bool            `json:",omitempty"` // the window is open
	Do     *journey.Action `json:",omitempty"`
	Seen   *Seen           `json:",omitempty"`
	Unread string          `json:",omitempty"` // the name of a screen that could not be read
	Pong   int             `json:",omitempty"`
	Again  bool            `json:",omitempty"` // the core was not heard and its picture was put away: the view is asked for again
}
