package usage

import "time"

// Waiting is what waits on a kiosk for the hub.
type Waiting struct {
	Hours int       // of counts
	Since time.Time // the beginning of the oldest
	Hub   bool      // they are sent somewhere
}
