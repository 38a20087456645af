package handoff

import "time"

// An Invitation is what a telephone or tablet needs to be paired with the desk's console. It
// is shown on the staff's screen only.
type Invitation struct {
	Address string    // where to go: https://host:port/
	Code    string    // to type there; empty once it has been used or has run out
	Until   time.Time // when the code stops working
}

// Link is the invitation as a QR code holds it. The code comes after a #, which browsers
// send to nobody.
func (i Invitation) Link() string { return i.Address + "#" + i.Code }
