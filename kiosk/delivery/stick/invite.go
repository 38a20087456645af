package stick

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"frontdoor/internal/enrol"
	"frontdoor/kiosk/delivery"
)

// An InvitedError means that a kiosk without a hub has a stick with an invitation in it. Nothing
// was taken: anybody can put a stick in, and whose hub it is a person has to know.
type InvitedError struct{ Invitation enrol.StickInvitation }

func (e *InvitedError) Error() string {
	i := e.Invitation
	return fmt.Sprintf("the stick invites this kiosk, as %s at %s, to the hub %s. Nothing was taken. If its coordinator reads out the same letters, give them at the kiosk: kiosk stick --stick FOLDER --adopt %s",
		i.Kiosk, i.Site, i.Fingerprint(), i.Fingerprint())
}

// Invited reads the invitation on a stick: that of a kiosk by name, or the only one. What
// breaks the rule of names, or says no keys, is no invitation.
func Invited(folder, kiosk string) (i enrol.StickInvitation, err error) {
	on, err := Open(folder)
	if err != nil {
		return i, err
	}
	defer func() { err = errors.Join(err, on.Close()) }()
	names, err := on.Names(Invitations, ".json")
	if err != nil {
		return i, err
	}
	var found []enrol.StickInvitation
	for _, name := range names {
		b, err := on.Read(Invitations, name)
		var one enrol.StickInvitation
		if err == nil && json.Unmarshal(b, &one) == nil && usable(one) && (kiosk == "" || one.Kiosk == kiosk) {
			found = append(found, one)
		}
	}
	switch len(found) {
	case 0:
		return i, errors.New("there is no invitation for this kiosk on the stick: hub stick --invite writes one")
	case 1:
		return found[0], nil
	}
	return i, errors.New("there are several invitations on the stick: say which kiosk this is, with --kiosk NAME")
}

func usable(i enrol.StickInvitation) bool {
	return enrol.CheckNames(i.Site, i.Kiosk) == nil && i.Code != "" && len(i.Code) <= 64 && i.Fingerprint() != ""
}

// Adopt takes the invitation on a stick: it writes the request to the stick and keeps what the hub says
// of itself. fingerprint is what a person read out, in capitals or not; another hub's invitation
// is refused. So is any where the kiosk has a hub already, but for one of that very hub.
func Adopt(folder, data, name, fingerprint string) (e enrol.Enrolment, err error) {
	i, err := Invited(folder, name)
	if err != nil {
		return e, err
	}
	if !strings.EqualFold(strings.TrimSpace(fingerprint), i.Fingerprint()) {
		return e, fmt.Errorf("the invitation on the stick is from the hub %s, and %.40q was to be adopted: nothing was taken", i.Fingerprint(), fingerprint)
	}
	known, _, enrolled, err := delivery.Enrolled(data)
	switch {
	case err != nil:
		return e, err
	case enrolled && (known.Recipient != i.Recipient || known.Hub != i.Hub):
		return e, delivery.TakenError(known)
	}
	key, err := delivery.Key(data)
	if err != nil {
		return e, err
	}
	request, err := enrol.Request(i.Code, key)
	if err != nil {
		return e, fmt.Errorf("accept an invitation: %w", err)
	}
	on, err := Open(folder)
	if err != nil {
		return e, err
	}
	defer func() { err = errors.Join(err, on.Close()) }()
	if err := on.Write(Requests, i.Kiosk+".json", request); err != nil {
		return e, err
	}
	e = enrol.Enrolment{URL: known.URL, Pin: known.Pin, Membership: i.Membership}
	return e, delivery.Keep(data, e)
}
