// Package site reads what an installer says about the place that a kiosk serves: its name,
// where it is, when somebody is at its desk, and where counts go. The file is short and
// meant to be edited by hand; a fault in it is reported with the line and how to mend
// it. It knows nothing of residents.
package site

import (
	_ "embed"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/BurntSushi/toml"

	"frontdoor/internal/durable"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/handoff"
)

//go:embed example.toml
var example []byte

// A Site is a place that a kiosk serves.
type Site struct {
	Name     string
	Kiosk    string          // which of the site's kiosks this is, as the desk calls it; the name where there is one only
	Postcode string          // of the kiosk
	At       directory.Point // of the kiosk; zero when not known
	Rota     handoff.Rota
	Hub      Hub
	Stick    string // the folder in which a stick appears; empty for none
	Pin      string // staff's, for two languages side by side; empty: that cannot be turned on
	Console  Console
	Printer  Printer
	Chime    bool     // the built-in bell sounds on the kiosk's own loudspeaker
	Bell     []string // a command that rings a bell or lights a lamp, with its arguments; empty for none
}

// A Console is where calls are shown to the desk's telephones, tablets and computers: served
// here, or by another kiosk of the site. The zero value is a site without one.
type Console struct {
	Listen        string   // ":8443"; empty serves none
	Names         []string // host names or addresses of this kiosk on the site's network; the first goes into the QR code
	First         []string // devices that are called first, by their names
	Leader        string   // "https://192.168.1.20:8443" of the kiosk that serves it; empty where this one does
	AuthorityFile string   // the certificate of that kiosk's authority
	KeyFile       string   // the key that it gave to this one
}

// A Printer is where slips are printed: one of URL, Device and TCP, or none of them.
type Printer struct {
	URL    string // "ipp://192.168.1.30/ipp/print", an office printer
	Device string // "/dev/usb/lp0", a receipt printer
	TCP    string // "192.168.1.31:9100", a receipt printer
	Width  int    // of a receipt printer's paper: 80 or 58 mm; zero means 80
}

// A Hub is where closed hours are delivered. An empty URL means nowhere yet.
type Hub struct {
	URL     string
	KeyFile string // holds the key that the hub gave for this kiosk
}

// file is the form of a site's file.
type file struct {
	Name        string
	Kiosk       string
	Postcode    string
	Latitude    float64
	Longitude   float64
	Desk        week
	Phone       line
	Closed      []string
	Interpreter line
	Staff       struct {
		Pin string
	}
	Bell struct {
		Sound   bool
		Command []string
	}
	Printer struct {
		URL    string
		Device string
		TCP    string
		Width  int
	}
	Console struct {
		Listen        string
		Names         []string
		First         []string
		Leader        string
		AuthorityFile string `toml:"authority_file"`
		KeyFile       string `toml:"key_file"`
	}
	Stick   struct{ Folder string }
	Courier struct{ Folder string } // what [stick] was called before 0.1
	Hub     struct {
		URL     string
		KeyFile string `toml:"key_file"`
	}
}

// A line is a telephone, and when it is answered.
type line struct {
	Number string
	Hours  week
}

// read returns the number and the hours of the line that a section describes.
func (l line) read(section string) (string, *directory.Hours, error) {
	if strings.Trim(l.Number, "0123456789 ") != "" {
		return "", nil, fmt.Errorf("[%s]: %q is not a telephone number: write figures and spaces only", section, l.Number)
	}
	hours, err := l.Hours.hours()
	if err != nil {
		return "", nil, fmt.Errorf("[%s.hours]: %w", section, err)
	}
	return l.Number, hours, nil
}

// week is opening hours as an installer writes them: day = "09:00-17:00, 18:00-20:00".
type week map[string]string

// Example is the openly fictional site of a kiosk that was given no file.
func Example() (Site, error) { return parse(string(example)) }

// Read reads a site's file. Its errors say what to mend, in a sentence for an installer.
func Read(path string) (Site, error) {
	b, err := durable.ReadSmall(path, mostFile)
	if err != nil {
		return Site{}, fmt.Errorf("read the site's file: %w", err)
	}
	s, err := parse(string(b))
	if err != nil {
		return Site{}, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

// Bounds of a site's file. A name of thousands of parts takes a reader minutes.
const (
	mostFile = 64 << 10
	mostDots = 200 // in a line
)

func parse(text string) (Site, error) {
	n := 0
	for line := range strings.Lines(text) {
		if n++; strings.Count(line, ".") > mostDots {
			return Site{}, fmt.Errorf("line %d: it has more than %d full stops: see example.toml for how it is written", n, mostDots)
		}
	}
	var f file
	meta, err := toml.Decode(text, &f)
	if err != nil {
		var bad toml.ParseError
		if errors.As(err, &bad) {
			return Site{}, fmt.Errorf("line %d: %s: see example.toml for how it is written", bad.Position.Line, bad.Message)
		}
		return Site{}, err
	}
	if extra := meta.Undecoded(); len(extra) > 0 {
		return Site{}, fmt.Errorf("line %d: %q is not a setting: see example.toml for those there are", lineOf(text, extra[0]), extra[0].String())
	}
	if strings.TrimSpace(f.Name) == "" {
		return Site{}, errors.New(`there is no name: write name = "the library's name"`)
	}
	s := Site{Name: f.Name, Postcode: f.Postcode, At: directory.Point{Lat: f.Latitude, Lon: f.Longitude}}
	if s.Rota.Desk, err = f.Desk.hours(); err != nil {
		return Site{}, fmt.Errorf("[desk]: %w", err)
	}
	if s.Rota.Phone, s.Rota.Calls, err = f.Phone.read("phone"); err != nil {
		return Site{}, err
	}
	if at := s.At; at != (directory.Point{}) && !(at.Lat >= 49 && at.Lat <= 61 && at.Lon >= -9 && at.Lon <= 2.5) {
		return Site{}, errors.New("latitude and longitude are not in the United Kingdom: they are easily swapped")
	}
	s.Hub = Hub(f.Hub)
	if s.Stick = f.Stick.Folder; s.Stick == "" {
		s.Stick = f.Courier.Folder
	}
	err = s.people(f)
	return s, err
}

// people reads what concerns staff: who is called, how, and the days on which nobody is there.
func (s *Site) people(f file) error {
	if s.Kiosk = strings.TrimSpace(f.Kiosk); s.Kiosk == "" {
		s.Kiosk = s.Name
	}
	for _, day := range f.Closed {
		d, err := directory.ParseDate(day)
		if err != nil || d.Month == 0 {
			return fmt.Errorf("closed: %q is not a day: write it like \"2026-12-24\"", day)
		}
		s.Rota.Closed = append(s.Rota.Closed, d)
	}
	var err error
	if s.Rota.Interpreter.Number, s.Rota.Interpreter.Hours, err = f.Interpreter.read("interpreter"); err != nil {
		return err
	}
	if s.Pin = f.Staff.Pin; s.Pin != "" && (len(s.Pin) < 4 || len(s.Pin) > 8 || strings.Trim(s.Pin, "0123456789") != "") {
		return errors.New("[staff]: a pin is four to eight figures in quotation marks")
	}
	s.Console = Console(f.Console)
	if err := s.Console.check(); err != nil {
		return fmt.Errorf("[console]: %w", err)
	}
	s.Printer = Printer(f.Printer)
	if err := s.Printer.check(); err != nil {
		return fmt.Errorf("[printer]: %w", err)
	}
	s.Bell, s.Chime = f.Bell.Command, f.Bell.Sound
	if s.Chime && len(s.Bell) > 0 {
		return errors.New("[bell]: write either sound or command: a command can play a sound of its own")
	}
	if len(s.Bell) > 0 && !filepath.IsAbs(s.Bell[0]) {
		return fmt.Errorf("[bell]: %q is not the whole path of a command: write it like [\"/usr/local/bin/lamp\", \"--red\"]", s.Bell[0])
	}
	return nil
}

// lineOf finds the line of a setting: its last part, in or after the table it belongs to.
func lineOf(text string, key toml.Key) int {
	table := "[" + strings.Join(key[:len(key)-1], ".") + "]"
	inside := len(key) == 1
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		inside = inside || line == table
		if inside && (strings.HasPrefix(line, key[len(key)-1]) || line == "["+key.String()+"]") {
			return i + 1
		}
	}
	return 0
}

// hours reads a week; no days at all mean that there is no rota.
func (w week) hours() (*directory.Hours, error) {
	if len(w) == 0 {
		return nil, nil //nolint:nilnil // a site without a desk is a site, not a fault
	}
	return directory.ParseWeek(w)
}
