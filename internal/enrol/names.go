package enrol

import (
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"regexp"
)

// ErrName means that a kiosk or a site cannot have the name that is given.
var ErrName = errors.New("not a usable name")

// A kiosk's name is the first part of its key, and is written in files, on sticks and in logs.
var kioskName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

// A site's name is shown on a page and in a spreadsheet, which would take one that begins with
// a sign for a formula.
var siteName = regexp.MustCompile(`^[\pL\pN]([\pL\pM\pN\pP\pS ]{0,78}[\pL\pM\pN\pP\pS])?$`)

// CheckNames returns ErrName, with the rule that is broken, where a site and a kiosk cannot be
// enrolled under these names. Both ends hold to it: a name that comes from elsewhere is data.
func CheckNames(site, kiosk string) error {
	switch {
	case !kioskName.MatchString(kiosk):
		return fmt.Errorf("%w: a kiosk's name is 1 to 40 small letters, digits and hyphens, like demo-1, not %.60q", ErrName, kiosk)
	case !siteName.MatchString(site):
		return fmt.Errorf("%w: a site's name is 1 to 80 characters, beginning with a letter or a digit, without spaces around it", ErrName)
	}
	return nil
}

// Fingerprint returns the 16 letters and digits, in four groups, by which a person knows a hub's
// keys again: its coordinator reads them out, and whoever stands at the kiosk compares them.
// It is empty for a hub that takes nothing by stick.
func (m Membership) Fingerprint() string {
	if m.Recipient == "" || m.Hub == "" {
		return ""
	}
	sum := sha256.Sum256([]byte("hub\n" + m.Recipient + "\n" + m.Hub))
	s := base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding).EncodeToString(sum[:10])
	return s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:]
}
