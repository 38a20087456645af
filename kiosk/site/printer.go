package site

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"path/filepath"
)

// check returns what an installer has to mend in the printer's settings.
func (p Printer) check() error {
	n := 0
	for _, s := range []string{p.URL, p.Device, p.TCP} {
		if s != "" {
			n++
		}
	}
	switch {
	case n > 1:
		return errors.New("there is one printer: write only one of url, device and tcp")
	case n == 0 && p.Width != 0:
		return errors.New(`a width is for a printer: write device = "/dev/usb/lp0", or tcp = "192.168.1.31:9100"`)
	case p.Width != 0 && p.Width != 80 && p.Width != 58:
		return fmt.Errorf("width: %d is not the width of a roll: write 80 or 58, in millimetres", p.Width)
	case p.URL != "":
		if u, err := url.Parse(p.URL); err != nil || u.Host == "" || u.Scheme != "ipp" && u.Scheme != "ipps" {
			return fmt.Errorf("url: %q is not the address of a printer: write it like \"ipp://192.168.1.30/ipp/print\"", p.URL)
		}
	case p.Device != "" && !filepath.IsAbs(p.Device):
		return fmt.Errorf("device: %q is not the whole path of a device: write it like \"/dev/usb/lp0\"", p.Device)
	case p.TCP != "":
		if _, _, err := net.SplitHostPort(p.TCP); err != nil {
			return fmt.Errorf("tcp: %q is not an address with a port: write it like \"192.168.1.31:9100\"", p.TCP)
		}
	}
	return nil
}
