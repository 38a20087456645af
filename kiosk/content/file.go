package content

import (
	"fmt"

	"frontdoor/kiosk/directory"
)

// file is the form of a TOML file of a source.
type file struct {
	Imported bool      `toml:"imported,omitempty"` // content import wrote it: nobody mends its prose here
	Defaults assurance `toml:"defaults"`
	Service  []written `toml:"service"`
}

// assurance is who says so. In [defaults] it holds for every service of the file.
type assurance struct {
	Source     string `toml:"source,omitempty"`
	Assurer    string `toml:"assurer,omitempty"`
	VerifiedOn string `toml:"verified_on,omitempty"`
	ExpiresOn  string `toml:"expires_on,omitempty"`
}

// written is a service as it is in a file.
type written struct {
	ID           string   `toml:"id"`
	Name         string   `toml:"name"`
	Kind         string   `toml:"kind"`
	Organization string   `toml:"organization,omitempty"`
	Needs        []string `toml:"needs"`
	Everywhere   bool     `toml:"everywhere,omitempty"`
	URL          string   `toml:"url,omitempty"`
	Email        string   `toml:"email,omitempty"`
	Languages    []string `toml:"languages,omitempty"`
	Rights       []string `toml:"rights,omitempty"`
	Cost         string   `toml:"cost,omitempty"` // "free", or the id of a message "fact.cost.<id>"
	Interpreting *bool    `toml:"interpreting,omitempty"`
	StepFree     *bool    `toml:"step_free,omitempty"`
	HearingLoop  *bool    `toml:"hearing_loop,omitempty"`
	QuietSpace   *bool    `toml:"quiet_space,omitempty"`
	Documents    []string `toml:"required_documents"` // [] means: bring nothing
	assurance
	Also        []assurance       `toml:"also,omitempty"`
	SameAs      []string          `toml:"same_as,omitempty"`
	Phone       []phone           `toml:"phone,omitempty"`
	Location    *location         `toml:"location,omitempty"`
	Schedule    map[string]string `toml:"schedule,omitempty"` // monday = "09:00-17:00", or always = "yes"
	Schedules   []schedule        `toml:"schedules,omitempty"`
	HoursFrom   *assurance        `toml:"schedule_assurance,omitempty"`
	Eligibility *eligibility      `toml:"eligibility,omitempty"`
	Description *prose            `toml:"description,omitempty"`
	Alert       []alert           `toml:"alert,omitempty"`
}

type phone struct {
	Number string `toml:"number"`
	Use    string `toml:"use,omitempty"`
	Word   string `toml:"word,omitempty"`
	Free   bool   `toml:"free,omitempty"`
}

type location struct {
	Address      []string `toml:"address,omitempty"`
	Postcode     string   `toml:"postcode,omitempty"`
	Latitude     float64  `toml:"latitude,omitempty"`
	Longitude    float64  `toml:"longitude,omitempty"`
	Confidential *bool    `toml:"confidential,omitempty"` // false: the place may be shown, of a service for people in danger too
}

type eligibility struct {
	MinAge int      `toml:"minimum_age,omitempty"`
	MaxAge int      `toml:"maximum_age,omitempty"`
	Who    []string `toml:"who,omitempty"`
}

type prose struct {
	Lang string `toml:"lang"`
	Text string `toml:"text"`
}

// service turns what is written into a service, with what is wrong with its form.
func (w written) service(defaults assurance) (directory.Service, []problem) {
	var wrong []problem
	s := directory.Service{
		ID: w.ID, Name: w.Name, Kind: w.Kind, Organization: w.Organization, Needs: w.Needs, Everywhere: w.Everywhere,
		URL: w.URL, Email: w.Email, Languages: w.Languages, Rights: w.Rights,
		Interpreting: w.Interpreting, StepFree: w.StepFree, HearingLoop: w.HearingLoop, QuietSpace: w.QuietSpace, Documents: w.Documents,
	}
	var err error
	if s.Assurance, err = w.or(defaults).assured(); err != nil {
		wrong = append(wrong, problem{err.Error(), "Write dates like 2026-11-23"})
	}
	s.SameAs = w.SameAs
	for _, other := range w.Also {
		a, err := other.assured()
		if err != nil {
			wrong = append(wrong, problem{"also: " + err.Error(), "Write dates like 2026-11-23"})
		}
		s.Also = append(s.Also, a)
	}
	for _, p := range w.Phone {
		s.Phones = append(s.Phones, directory.Phone(p))
	}
	if l := w.Location; l != nil {
		postcode := l.Postcode
		if canonical, ok := directory.Postcode(postcode); ok {
			postcode = canonical
		}
		s.Location = &directory.Location{Address: l.Address, Postcode: postcode, Lat: l.Latitude, Lon: l.Longitude, Confidential: l.Confidential != nil && *l.Confidential}
	}
	switch w.Cost {
	case "":
	case "free":
		s.Cost = &directory.Cost{Free: true}
	default:
		s.Cost = &directory.Cost{Note: w.Cost}
	}
	if e := w.Eligibility; e != nil {
		s.Eligibility = &directory.Eligibility{MinAge: e.MinAge, MaxAge: e.MaxAge, Who: e.Who}
	}
	if d := w.Description; d != nil {
		s.Description = &directory.Prose{Lang: d.Lang, Text: d.Text}
	}
	var more []problem
	s.Hours, more = w.hours(defaults)
	wrong = append(wrong, more...)
	s.Alerts, more = w.alerts(defaults)
	wrong = append(wrong, more...)
	return s, wrong
}

// or fills in what is not said. A source of its own does not take over who checked another.
// What was checked on a day of its own does not expire with the rest: it would be said as
// certain for longer than anybody vouched for it.
func (a assurance) or(other assurance) assurance {
	if a.Source == "" {
		a.Source = other.Source
		if a.Assurer == "" {
			a.Assurer = other.Assurer
		}
	}
	if a.VerifiedOn == "" {
		a.VerifiedOn = other.VerifiedOn
		if a.ExpiresOn == "" {
			a.ExpiresOn = other.ExpiresOn
		}
	}
	return a
}

// freshFor is how many years a fact may be said as certain when its file does not say until
// when. Numbers, hours and places change; a year is as long as a coordinator plans ahead.
const freshFor = 1

func (a assurance) assured() (directory.Assurance, error) {
	verified, err := directory.ParseDate(a.VerifiedOn)
	if err != nil {
		return directory.Assurance{}, fmt.Errorf("verified_on: %w", err)
	}
	expires, err := directory.ParseDate(a.ExpiresOn)
	if err != nil {
		return directory.Assurance{}, fmt.Errorf("expires_on: %w", err)
	}
	if expires == (directory.Date{}) && verified != (directory.Date{}) {
		expires = verified.AddYears(freshFor)
	}
	return directory.Assurance{Source: a.Source, Assurer: a.Assurer, VerifiedOn: verified, ExpiresOn: expires}, nil
}

// shown reports whether a file says explicitly that a place may be shown.
func (w written) shown() bool {
	return w.Location != nil && w.Location.Confidential != nil && !*w.Location.Confidential
}
