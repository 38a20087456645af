package desk

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"frontdoor/internal/durable"
)

// A Device is a telephone, tablet or computer of the desk, or another kiosk of the site. It
// is named after what it is, never after who holds it.
type Device struct {
	Name   string `json:"name"`
	Kiosk  bool   `json:"kiosk,omitempty"` // another kiosk of the site, whose calls are shown here
	Key    string `json:"key"`             // SHA-256 of its key, in hex; the key itself is the device's
	Paired string `json:"paired"`          // the day, 2006-01-02
	Seen   string `json:"seen"`            // the last day on which it was here
}

// Errors of devices.
var (
	ErrStale      = errors.New("the key of this device is not known")
	ErrNamed      = errors.New("a device of that name is already paired")
	ErrDeviceName = errors.New("a device needs a name of at most forty letters")
	ErrFull       = errors.New("too many devices are paired: withdraw one first")
)

// Bounds of devices.
const (
	mostDevices = 64
	longestName = 40
	unusedFor   = 90 * 24 * time.Hour // after that, a key is stale
)

const day = "2006-01-02"

// Devices are the paired devices of a site, kept in one file. Their keys can be withdrawn.
type Devices struct {
	path string

	mu      sync.Mutex
	all     []Device
	changed chan struct{}
}

// OpenDevices reads the file of devices, or begins one. A damaged one is an error: to go on
// without would let a withdrawn device pair under its old name.
func OpenDevices(path string) (*Devices, error) {
	d := &Devices{path: path, changed: make(chan struct{})}
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return d, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &d.all)
	}
	if err != nil {
		return nil, fmt.Errorf("read the desk's devices: %w", err)
	}
	return d, nil
}

// Add pairs a device and gives its key, which is kept nowhere here.
func (d *Devices) Add(name string, kiosk bool, now time.Time) (key string, err error) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" || utf8.RuneCountInString(name) > longestName || strings.ContainsFunc(name, unseen) {
		return "", ErrDeviceName
	}
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return "", fmt.Errorf("make a key: %w", err)
	}
	key = base64.RawURLEncoding.EncodeToString(secret)
	d.mu.Lock()
	defer d.mu.Unlock()
	all := slices.DeleteFunc(slices.Clone(d.all), func(x Device) bool { return x.stale(now) })
	switch {
	case slices.ContainsFunc(all, func(x Device) bool { return alike(x.Name) == alike(name) }):
		return "", ErrNamed
	case len(all) >= mostDevices:
		return "", ErrFull
	}
	today := now.Format(day)
	all = append(all, Device{Name: name, Kiosk: kiosk, Key: digest(key), Paired: today, Seen: today})
	return key, d.save(all)
}

// unseen reports whether a letter cannot be told on a screen, or moves what is beside it: a
// name has letters, marks, digits, punctuation, symbols and plain spaces only.
func unseen(r rune) bool {
	return r != ' ' && !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S) || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// alike returns a name as it looks: two names that look alike are one.
func alike(name string) string { return strings.ToLower(norm.NFKC.String(name)) }

// Withdraw forgets a device; its key opens nothing from now on. It reports whether there was one.
func (d *Devices) Withdraw(name string) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := slices.DeleteFunc(slices.Clone(d.all), func(x Device) bool { return x.Name == name })
	if len(all) == len(d.all) {
		return false, nil
	}
	return true, d.save(all)
}

// Of returns the device that a key belongs to, and ErrStale for a key that was withdrawn, has
// not been used for months, or never was.
func (d *Devices) Of(key string, now time.Time) (Device, error) {
	if key == "" || len(key) > 64 {
		return Device{}, ErrStale
	}
	known := digest(key) // looked for by digest: how long that takes says nothing of a key
	d.mu.Lock()
	defer d.mu.Unlock()
	i := slices.IndexFunc(d.all, func(x Device) bool { return x.Key == known })
	if i < 0 || d.all[i].stale(now) {
		return Device{}, ErrStale
	}
	if today := now.Format(day); d.all[i].Seen < today {
		all := slices.Clone(d.all)
		all[i].Seen = today
		if err := d.save(all); err != nil {
			return Device{}, err
		}
	}
	return d.all[i], nil
}

// All returns the devices that are paired, in the order in which they were.
func (d *Devices) All(now time.Time) []Device {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(d.all), func(x Device) bool { return x.stale(now) })
}

// Changed returns a channel that is closed when a device is paired or withdrawn.
func (d *Devices) Changed() <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.changed
}

// save writes the file, and only then what is known changes.
func (d *Devices) save(all []Device) error {
	b, err := json.MarshalIndent(all, "", "\t")
	if err == nil {
		err = durable.WriteFile(d.path, append(b, '\n'), 0o600)
	}
	if err != nil {
		return fmt.Errorf("save the desk's devices: %w", err)
	}
	d.all = all
	close(d.changed)
	d.changed = make(chan struct{})
	return nil
}

func (x Device) stale(now time.Time) bool { return x.Seen < now.Add(-unusedFor).Format(day) }

func digest(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}
