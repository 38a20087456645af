package site

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// check returns what an installer has to mend in the console's settings.
func (c Console) check() error {
	follows := c.Leader != "" || c.AuthorityFile != "" || c.KeyFile != ""
	if c.Listen != "" && follows {
		return errors.New("a kiosk either serves the console (listen) or follows one (leader): choose one of them")
	}
	if follows {
		return c.checkLeader()
	}
	if c.Listen == "" {
		if len(c.Names) > 0 || len(c.First) > 0 {
			return errors.New(`nothing is served without listen: write listen = ":8443"`)
		}
		return nil
	}
	_, port, err := net.SplitHostPort(c.Listen)
	if n, bad := strconv.Atoi(port); err != nil || bad != nil || n < 1 || n > 65535 {
		return fmt.Errorf("listen: %q is not where one can listen: write it like \":8443\"", c.Listen)
	}
	if len(c.Names) == 0 {
		return errors.New(`there are no names: write what devices call this kiosk on the network, like names = ["192.168.1.20"]`)
	}
	for _, n := range c.Names {
		if !hostname(n) {
			return fmt.Errorf("names: %q is neither a name nor an address: write it without https:// and without a port", n)
		}
	}
	return nil
}

func (c Console) checkLeader() error {
	u, err := url.Parse(c.Leader)
	switch {
	case err != nil || u.Scheme != "https" || u.Host == "" || strings.Trim(u.Path, "/") != "":
		return fmt.Errorf("leader: %q is not the address of a console: write it like \"https://192.168.1.20:8443\"", c.Leader)
	case c.AuthorityFile == "" || c.KeyFile == "":
		return errors.New("a kiosk that follows needs authority_file and key_file: see docs/desk.md for how they are made")
	case len(c.Names) > 0 || len(c.First) > 0:
		return errors.New("names and first belong to the kiosk that serves the console")
	}
	return nil
}

// hostname reports whether something is the name or the address of a machine.
func hostname(s string) bool {
	if _, err := netip.ParseAddr(s); err == nil {
		return true
	}
	if s == "" || len(s) > 253 || strings.HasPrefix(s, "-") || strings.HasPrefix(s, ".") {
		return false
	}
	return strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz0123456789-.") == "" && !strings.Contains(s, "..")
}

// Hosts returns the names by which browsers may ask for the console, as "host:port"; on port 443, of
// which browsers do not speak, without a port first.
func (c Console) Hosts() []string {
	_, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return nil // it was checked when it was read
	}
	var hosts []string
	for _, n := range c.Names {
		whole := net.JoinHostPort(n, port)
		if port == "443" {
			hosts = append(hosts, strings.TrimSuffix(whole, ":443"))
		}
		hosts = append(hosts, whole)
	}
	return hosts
}
