package content

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"frontdoor/internal/durable"
	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// WriteServices writes imported services into a readable file of a source, whole or not at all,
// with a comment on top. What all of them are assured by is written once, in [defaults]. shown
// reports of which it is known that their place may be shown; nil means of none.
func WriteServices(file, comment string, services []directory.Service, shown func(id string) bool) error {
	var b bytes.Buffer
	if err := writeServices(&b, comment, services, shown); err != nil {
		return fmt.Errorf("write services: %w", err)
	}
	if err := durable.WriteFile(file, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write services: %w", err)
	}
	return nil
}

func writeServices(w io.Writer, comment string, services []directory.Service, shown func(id string) bool) error {
	for line := range strings.SplitSeq(comment, "\n") {
		if _, err := fmt.Fprintln(w, strings.TrimSpace("# "+line)); err != nil {
			return err
		}
	}
	f := file{Imported: true}
	for i, s := range services {
		if a := writeAssurance(s.Assurance); i == 0 {
			f.Defaults = a
		} else {
			f.Defaults = f.Defaults.common(a)
		}
	}
	for _, s := range services {
		one := write(s, f.Defaults)
		if shown != nil && shown(s.ID) && intake.Open(s) {
			one.Location.Confidential = new(bool)
		}
		f.Service = append(f.Service, one)
	}
	enc := toml.NewEncoder(w)
	enc.Indent = ""
	return enc.Encode(f)
}

// common keeps what two have in common. What only some say must not become a default, or the
// others would say it too.
func (a assurance) common(b assurance) assurance {
	same := func(x, y string) string {
		if x == y {
			return x
		}
		return ""
	}
	return assurance{same(a.Source, b.Source), same(a.Assurer, b.Assurer), same(a.VerifiedOn, b.VerifiedOn), same(a.ExpiresOn, b.ExpiresOn)}
}

// without leaves out what the defaults say already. What goes together when it is read is
// together: a source with its assurer, the day of a check with the day until which it holds.
func (a assurance) without(defaults assurance) assurance {
	out := a
	if a.Source == defaults.Source {
		out.Source = ""
		if a.Assurer == defaults.Assurer {
			out.Assurer = ""
		}
	}
	if a.VerifiedOn == defaults.VerifiedOn {
		out.VerifiedOn = ""
		if a.ExpiresOn == defaults.ExpiresOn {
			out.ExpiresOn = ""
		}
	}
	return out
}

func writeAssurance(a directory.Assurance) assurance {
	return assurance{Source: a.Source, Assurer: a.Assurer, VerifiedOn: a.VerifiedOn.String(), ExpiresOn: a.ExpiresOn.String()}
}

// write turns a service into what is in a file.
func write(s directory.Service, defaults assurance) written {
	w := written{
		ID: s.ID, Name: s.Name, Kind: s.Kind, Organization: s.Organization, Needs: s.Needs, Everywhere: s.Everywhere,
		URL: s.URL, Email: s.Email, Languages: s.Languages, Rights: s.Rights,
		Interpreting: s.Interpreting, StepFree: s.StepFree, HearingLoop: s.HearingLoop, QuietSpace: s.QuietSpace, Documents: s.Documents,
	}
	w.assurance = writeAssurance(s.Assurance).without(defaults)
	w.SameAs = s.SameAs
	for _, a := range s.Also {
		w.Also = append(w.Also, writeAssurance(a))
	}
	for _, p := range s.Phones {
		w.Phone = append(w.Phone, phone(p))
	}
	if l := s.Location; l != nil {
		w.Location = &location{Address: l.Address, Postcode: l.Postcode, Latitude: l.Lat, Longitude: l.Lon}
		if l.Confidential {
			w.Location.Confidential = &l.Confidential
		}
	}
	if c := s.Cost; c != nil {
		w.Cost = c.Note
		if c.Free {
			w.Cost = "free"
		}
	}
	if e := s.Eligibility; e != nil {
		w.Eligibility = &eligibility{e.MinAge, e.MaxAge, e.Who}
	}
	if d := s.Description; d != nil {
		w.Description = &prose{d.Lang, d.Text}
	}
	if h := s.Hours; h != nil {
		w.Schedule = week(h)
		for _, one := range h.Schedules {
			w.Schedules = append(w.Schedules, writeSchedule(one))
		}
		if h.Assurance != nil {
			a := writeAssurance(*h.Assurance)
			w.HoursFrom = &a
		}
	}
	for _, a := range s.Alerts {
		w.Alert = append(w.Alert, writeAlert(a))
	}
	return w
}

func weekday(d int) string { return strings.ToLower(time.Weekday(d).String()) }

func spansOf(spans []directory.Span) []string {
	var parts []string
	for _, s := range spans {
		parts = append(parts, minutes(s.Open)+"-"+minutes(s.Close))
	}
	return parts
}

const postcodeHeading = "postcode,latitude,longitude\n"

// WritePostcodes writes postcodes into a CSV file of a source, sorted, whole or not at all.
func WritePostcodes(file string, postcodes map[string]directory.Point) error {
	var b bytes.Buffer
	b.WriteString(postcodeHeading)
	for _, p := range sortedKeys(postcodes) {
		fmt.Fprintf(&b, "%s,%.5f,%.5f\n", p, postcodes[p].Lat, postcodes[p].Lon)
	}
	if err := durable.WriteFile(file, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write postcodes: %w", err)
	}
	return nil
}
