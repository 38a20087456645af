package desk

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"frontdoor/kiosk/site"
)

// ErrClock means that no authority can be made: nobody knows what time it is, and devices would
// refuse one with a wrong date for ever.
var ErrClock = errors.New("the desk's authority waits until this kiosk's clock is right")

// endsSoon is how long before its end an authority is made anew: long enough to carry the new
// certificate to every device.
const endsSoon = 30 * 24 * time.Hour

// Renew makes room for a new authority where the one of a kiosk's folder does not hold now, or
// not for long: it was made while a clock was wrong, or its years are over. It reports whether
// it did; every device then needs the new certificate. now is zero where nobody knows what time it is:
// then an authority that is there is used, and ErrClock says that there is none. A site that
// serves no console needs none.
func Renew(at site.Site, data string, now time.Time) (renewed bool, err error) {
	if at.Console.Listen == "" {
		return false, nil
	}
	file := filepath.Join(folderOf(data), authorityFile)
	cert, err := certificateIn(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && now.IsZero():
		return false, ErrClock
	case err != nil || now.IsZero():
		return false, nil //nolint:nilerr // there is none yet, or whoever opens it says what is wrong
	case now.Before(cert.NotBefore) || !now.Before(cert.NotAfter.Add(-endsSoon)):
	default:
		return false, nil
	}
	if err := os.Rename(file, file+".ended"); err != nil {
		return false, fmt.Errorf("set the authority aside that does not hold: %w", err)
	}
	return true, nil
}

// certificateIn returns the first certificate of a file, which is the authority's.
func certificateIn(file string) (*x509.Certificate, error) {
	rest, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return nil, errors.New("it holds no certificate")
		}
		if block.Type == "CERTIFICATE" {
			return x509.ParseCertificate(block.Bytes)
		}
	}
}
