package content

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/BurntSushi/toml"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// An Import is what an importer made, on its way into the folder of a source.
type Import struct {
	Folder   string // of the source
	Name     string // of the file, without its end
	Comment  string // on top of the file
	Services []directory.Service
	Report   *intake.Report
	Replace  bool // an editor said that it may replace what there is, whatever there is
}

func (i Import) file() string   { return filepath.Join(i.Folder, i.Name+".toml") }
func (i Import) report() string { return filepath.Join(i.Folder, i.Name+ReportEnd) }

// refused is where the report of an import goes that was refused.
func (i Import) refused() string { return filepath.Join(i.Folder, i.Name+".refused"+ReportEnd) }

// Refuse says why an import must not replace what was imported before: it has nothing, a
// quarter less, or other services than the list of the same name. It is nil where it may. The
// report of a refused import is written beside the good one.
func (i Import) Refuse() error {
	why, err := i.why()
	if err != nil || why == "" {
		return err
	}
	if err := i.Report.WriteFile(i.refused()); err != nil {
		return err
	}
	return intake.Refusef("%s: %s; what was imported before is kept; see %s", i.Name, why, i.refused())
}

func (i Import) why() (string, error) {
	if len(i.Services) == 0 {
		why := "not one service can be taken from it"
		if reasons := i.Report.Reasons(); len(reasons) > 0 {
			why += " (" + reasons[0].Why + ")"
		}
		return why, nil
	}
	before, imported, err := ids(i.file())
	switch {
	case err != nil || before == nil || i.Replace:
		return "", err
	case !imported:
		return "there is a file " + i.Name + ".toml that no import wrote: choose another name (--name), or take it away", nil
	}
	still := 0
	for _, s := range i.Services {
		if before[s.ID] {
			still++
		}
	}
	switch {
	case len(before) > 0 && still*2 < len(before):
		return fmt.Sprintf("of the %d services that %s.toml has, %d are in it: it seems to be another list of the same name. Give it a name of its own (--name), or say that it may take the place of the old one (--replace)", len(before), i.Name, still), nil
	case fewer(len(i.Services), len(before)):
		return fmt.Sprintf("it has %d services, and the last good one has %d: that is a quarter fewer or worse. Look at it, and say --replace if it is right", len(i.Services), len(before)), nil
	}
	return "", nil
}

// fewer reports whether a list is a quarter shorter than it was, or more.
func fewer(now, before int) bool { return now*4 <= before*3 }

// ids returns the ids in a file of a source, and whether an importer wrote it; nil where there
// is no such file. One that cannot be read is none of an importer's.
func ids(file string) (map[string]bool, bool, error) {
	b, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("import: %w", err)
	}
	var f struct {
		Imported bool `toml:"imported"`
		Service  []struct {
			ID string `toml:"id"`
		} `toml:"service"`
	}
	if _, err := toml.Decode(string(b), &f); err != nil {
		return map[string]bool{}, false, nil //nolint:nilerr // whatever is there, an importer did not write it
	}
	out := map[string]bool{}
	for _, s := range f.Service {
		out[s.ID] = true
	}
	return out, f.Imported, nil
}

// mostReasons is how many reasons Finish names; the report has all.
const mostReasons = 8

// Finish writes what an importer has made into the folder of a source: NAME.toml, and beside it
// the report of what was repaired or left out. It returns what an editor has to know of it. What
// Refuse says no to is not written.
func (i Import) Finish() (string, error) {
	if err := i.Refuse(); err != nil {
		return "", err
	}
	if err := WriteServices(i.file(), i.Comment, i.Services, i.Report.Shown); err != nil {
		return "", err
	}
	if err := i.Report.WriteFile(i.report()); err != nil {
		return "", err
	}
	if err := os.Remove(i.refused()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("import: %w", err)
	}
	text := fmt.Sprintf("%s: %d services; %s; see %s\n", i.Name, len(i.Services), i.Report.Summary(), i.report())
	for n, r := range i.Report.Reasons() {
		if n == mostReasons {
			text += "  and other reasons\n"
			break
		}
		text += fmt.Sprintf("  %6d  %s\n", r.Count, r.Why)
	}
	return text, nil
}

// FinishPostcodes writes postcodes into the folder of a source, unless there are a quarter
// fewer of them than there were.
func FinishPostcodes(folder string, all map[string]directory.Point, replace bool) error {
	file := filepath.Join(folder, "postcodes.csv")
	b, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("import: %w", err)
	}
	before := max(bytes.Count(b, []byte("\n"))-1, 0)
	switch {
	case len(all) == 0:
		return intake.Refusef("postcodes: not one postcode with a place is in it: expected are the columns pcds (or Postcode), lat and long; what was imported before is kept")
	case fewer(len(all), before) && !replace:
		return intake.Refusef("postcodes: it has %d, and the last good one has %d: that is a quarter fewer or worse. Look at it, and say --replace if it is right; what was imported before is kept", len(all), before)
	case len(b) > 0 && !strings.HasPrefix(string(b), postcodeHeading):
		return intake.Refusef("postcodes: there is a file postcodes.csv that no import wrote: take it away first")
	}
	return WritePostcodes(file, all)
}
