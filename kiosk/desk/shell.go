package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"time"
)

// A shell on the kiosk's machine pairs and withdraws devices through a socket in the kiosk's
// folder, which only the kiosk's own user can open.

func socketOf(data string) string { return filepath.Join(data, "desk.sock") }

// A Deed is what a shell can ask of a console.
type Deed string

// The deeds.
const (
	Pair     Deed = "pair"      // make a code that pairs one device
	List     Deed = "devices"   // list the paired devices
	Withdraw Deed = "withdraw"  // shut a device out
	AddKiosk Deed = "add-kiosk" // make a key for another kiosk of the site
)

// An Order is a deed, with the name of the device or kiosk that it concerns.
type Order struct {
	Do   Deed
	Name string
}

// A Reply is what a shell is told. Fault is empty where the deed was done.
type Reply struct {
	Fault   string
	Address string   // of Pair: where the device opens the console
	Code    string   // of Pair: what is typed there
	Link    string   // of Pair: both in one, for a QR code
	Key     string   // of AddKiosk
	Devices []string // of List: their names
}

// ErrNoConsole means that a shell has nobody to talk to.
var ErrNoConsole = errors.New("no kiosk with a console is running")

// A DeedError is why a console did not do what it was asked for, in a sentence without its full stop.
type DeedError struct{ Text string }

func (e *DeedError) Error() string { return e.Text }

// Ask asks the console of the kiosk that runs with a folder. Its error is ErrNoConsole where
// there is none, and a DeedError where the deed was not done.
func Ask(ctx context.Context, data string, o Order) (r Reply, err error) {
	var how net.Dialer
	conn, err := how.DialContext(ctx, "unix", socketOf(data))
	if err != nil {
		return r, ErrNoConsole
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return r, err
	}
	if err := json.NewEncoder(conn).Encode(o); err != nil {
		return r, fmt.Errorf("ask the kiosk: %w", err)
	}
	if err := json.NewDecoder(conn).Decode(&r); err != nil {
		return r, fmt.Errorf("ask the kiosk: %w", err)
	}
	if r.Fault != "" {
		return r, &DeedError{r.Fault}
	}
	return r, nil
}

// RunShell answers shells until ctx ends, where this kiosk serves the console.
func (c *Console) RunShell(ctx context.Context) error {
	if c.server == nil {
		return nil
	}
	l, err := listenShell(ctx, socketOf(c.folder))
	if err != nil {
		c.log.Warn("the console cannot be reached from a shell", "err", err)
		return nil
	}
	stop := context.AfterFunc(ctx, func() {
		if err := l.Close(); err != nil {
			c.log.Debug("the shell's socket was closed before", "err", err)
		}
	})
	defer stop()
	for {
		conn, err := l.Accept()
		if err != nil {
			return nil //nolint:nilerr // it was closed because ctx has ended
		}
		if err := c.answerShell(conn); err != nil {
			c.log.Info("a shell was not answered", "err", err)
		}
	}
}

func listenShell(ctx context.Context, socket string) (net.Listener, error) {
	if err := os.Remove(socket); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	var how net.ListenConfig
	l, err := how.Listen(ctx, "unix", socket)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(socket, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

func (c *Console) answerShell(conn net.Conn) (err error) {
	defer func() { err = errors.Join(err, conn.Close()) }()
	if err := conn.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		return err
	}
	var o Order
	if err := json.NewDecoder(io.LimitReader(conn, 4<<10)).Decode(&o); err != nil {
		return err
	}
	r, err := c.obey(o)
	if err != nil {
		r = Reply{Fault: err.Error()}
	}
	return json.NewEncoder(conn).Encode(r)
}

func (c *Console) obey(o Order) (r Reply, err error) {
	switch o.Do {
	case Pair:
		c.server.Invite()
		i := c.server.Invited()
		return Reply{Address: i.Address, Code: i.Code, Link: i.Link()}, nil
	case List:
		return Reply{Devices: c.server.Paired()}, nil
	case Withdraw:
		there, err := c.devices.Withdraw(o.Name)
		if err == nil && !there {
			err = fmt.Errorf("no device is called %q; --devices lists them", o.Name)
		}
		return r, err
	case AddKiosk:
		r.Key, err = c.devices.Add(o.Name, true, time.Now())
		return r, err
	}
	return r, errors.New("that is not understood")
}
