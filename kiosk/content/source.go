// Package content is the editors' bench: it reads what editors write, checks it, makes one of
// several lists, compares, and builds the pack that kiosks open.
//
// A source is a folder of readable files that an editor writes or an importer makes: services
// in TOML with Open Referral UK's names, postcodes in CSV. The package decides what a valid
// source is: every fault is said at once, with its line and how to mend it. It does not know
// how a pack is laid out (pack), how answers are ranked (directory) or what needs are called
// (locales). cmd/content is its door; the kiosk links none of it, which a test of package kiosk
// guards.
package content

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// A Source is what a folder says.
type Source struct {
	Services  []directory.Service
	Postcodes map[string]directory.Point
	Warnings  Faults // what could be better and stops nobody

	held    []intake.Entry  // places that are kept secret though nobody said so, for the report
	shown   map[string]bool // ids whose place may be shown, explicitly
	decided map[string]bool // those of them of which an editor, and no importer, says so
}

// A Fault is one thing that is wrong with a source, and how to mend it.
type Fault struct {
	File string
	Line int // 0 when the whole file is meant
	What string
	Mend string
}

func (f Fault) Error() string {
	at := f.File
	if f.Line > 0 {
		at += ":" + strconv.Itoa(f.Line)
	}
	return fmt.Sprintf("%s: %s. %s", at, f.What, f.Mend)
}

// Faults is everything that is wrong with a source. As an error it reads as one line each.
type Faults []Fault

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, one := range f {
		lines[i] = one.Error()
	}
	return strings.Join(lines, "\n")
}

// ReportEnd is how the name of an importer's report ends. A report is in the folder of a
// source and is no part of it.
const ReportEnd = ".report.csv"

// limits of what a source may hold: more is a mistake or an attack.
const (
	maxFile     = 64 << 20
	maxServices = 200_000
)

// Read reads a folder. known reports whether a need is a leaf of the tree. Its error is Faults,
// or that of the file system.
func Read(folder fs.FS, known func(need string) bool) (Source, error) {
	s := Source{Postcodes: map[string]directory.Point{}}
	var faults Faults
	seen := map[string]string{}
	err := fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if strings.HasSuffix(name, ReportEnd) {
			return nil
		}
		b, err := readBounded(folder, name)
		if err != nil {
			return err
		}
		switch path.Ext(name) {
		case ".toml":
			services, more, warnings := s.readServices(name, b, known, seen)
			s.Services = append(s.Services, services...)
			s.Warnings = append(s.Warnings, warnings...)
			faults = append(faults, more...)
		case ".csv":
			faults = append(faults, readPostcodes(name, b, s.Postcodes)...)
		}
		return nil
	})
	if err != nil {
		return Source{}, fmt.Errorf("read a content source: %w", err)
	}
	if len(s.Services) > maxServices {
		faults = append(faults, Fault{File: ".", What: "there are more than 200,000 services", Mend: "Split the source"})
	}
	if len(faults) > 0 {
		return Source{}, faults
	}
	sort.Slice(s.Services, func(i, j int) bool { return s.Services[i].ID < s.Services[j].ID })
	s.place()
	return s, nil
}

// place finds what has only a postcode, where the source says where that is: an editor need
// not know degrees.
func (source *Source) place() {
	for i := range source.Services {
		l := source.Services[i].Location
		if l == nil || l.Confidential || l.Lat != 0 || l.Lon != 0 {
			continue
		}
		if at, ok := source.Postcodes[l.Postcode]; ok {
			placed := *l
			placed.Lat, placed.Lon = at.Lat, at.Lon
			source.Services[i].Location = &placed
		}
	}
}

func readBounded(folder fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(folder, name)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxFile {
		return nil, Faults{{File: name, What: "the file is larger than 64 MiB", Mend: "Split it"}}
	}
	return fs.ReadFile(folder, name)
}

// readServices reads one TOML file. seen holds where each id stands.
func (source *Source) readServices(name string, b []byte, known func(string) bool, seen map[string]string) (services []directory.Service, faults, warnings Faults) {
	var f file
	meta, err := toml.Decode(string(b), &f)
	if err != nil {
		return nil, Faults{misread(name, err)}, nil
	}
	lines := serviceLines(string(b))
	check := newChecker(known)
	older := 0 // texts of others that are hard to read
	for _, key := range meta.Undecoded() {
		faults = append(faults, Fault{name, lineOf(string(b), key.String()), fmt.Sprintf("%q is not a field", key), "See docs/content.md for the fields there are"})
	}
	for i, w := range f.Service {
		line := 0
		if i < len(lines) {
			line = lines[i]
		}
		s, wrong := w.service(f.Defaults)
		source.discreet(&s, w.shown(), f.Imported)
		wrong = append(wrong, check.service(s)...)
		tooHard, better := plain(s)
		if f.Imported {
			older += len(tooHard) + len(better)
			tooHard, better = nil, nil
		}
		wrong = append(wrong, tooHard...)
		if at, twice := seen[s.ID]; twice {
			wrong = append(wrong, problem{fmt.Sprintf("the id %q is already in %s", s.ID, at), "Give every service an id of its own"})
		}
		seen[s.ID] = fmt.Sprintf("%s:%d", name, line)
		at := func(p problem) Fault { return Fault{name, line, fmt.Sprintf("service %q: %s", s.ID, p.what), p.mend} }
		for _, p := range wrong {
			faults = append(faults, at(p))
		}
		for _, p := range better {
			warnings = append(warnings, at(p))
		}
		services = append(services, s)
	}
	if older > 0 {
		warnings = append(warnings, Fault{File: name, What: fmt.Sprintf("%d of its English texts are for readers older than %d", older, aimedAge), Mend: "Ask who publishes them for plainer words"})
	}
	return services, faults, warnings
}

// misread is the fault of a file that is no TOML, or in which a field has the wrong type. In
// the second case the library says the line in its text only.
func misread(name string, err error) Fault {
	f := Fault{File: name, What: err.Error(), Mend: "See docs/content.md for the form of a file"}
	var bad toml.ParseError
	var field string
	if errors.As(err, &bad) {
		f.Line, f.What = bad.Position.Line, bad.Message
	} else if n, err := fmt.Sscanf(f.What, "toml: line %d (last key %q): ", &f.Line, &field); err == nil && n == 2 {
		f.What = fmt.Sprintf("%q is not written as that field is", field)
	}
	return f
}

// serviceLines returns the line on which each service begins.
func serviceLines(text string) []int {
	var at []int
	for i, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == "[[service]]" {
			at = append(at, i+1)
		}
	}
	return at
}

// lineOf finds the line of a key that is not known; 0 when it cannot be told.
func lineOf(text, key string) int {
	last := key[strings.LastIndex(key, ".")+1:]
	for i, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), last) {
			return i + 1
		}
	}
	return 0
}

// readPostcodes reads a CSV file with the columns postcode, latitude, longitude.
func readPostcodes(name string, b []byte, into map[string]directory.Point) Faults {
	r := csv.NewReader(bytes.NewReader(b))
	r.ReuseRecord = true
	r.FieldsPerRecord = -1
	var faults Faults
	for first := true; ; first = false {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return faults
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			faults = append(faults, Fault{name, bad.Line, "a quotation mark is out of place", "Write postcode,latitude,longitude"})
			continue
		}
		line, _ := r.FieldPos(0)
		if first && slices.Contains(row, "latitude") {
			continue
		}
		if len(row) != 3 {
			faults = append(faults, Fault{name, line, "there are not three columns", "Write postcode,latitude,longitude"})
			continue
		}
		postcode, ok := directory.Postcode(row[0])
		lat, errLat := strconv.ParseFloat(row[1], 64)
		lon, errLon := strconv.ParseFloat(row[2], 64)
		at := directory.Point{Lat: lat, Lon: lon}
		if !ok || errLat != nil || errLon != nil || !inUnitedKingdom(at) {
			faults = append(faults, Fault{name, line, fmt.Sprintf("%q is not a postcode with a place in the United Kingdom", row[0]), "Write E1 6AN,51.51888,-0.07847"})
			continue
		}
		into[postcode] = at
	}
}
