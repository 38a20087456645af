// Package directory answers what is near, open and right for a need.
//
// It decides which services to show for a need, in which order, why each is there, and what
// may be said about it today: what is stale is never said as certain. It does not know
// where services are kept (a [Store] does), in which words a fact is said, or what a screen
// looks like. Names are Open Referral UK's. The core relies on it for every list of
// services, and cmd/content prints the same answers in a shell.
package directory

import (
	"slices"
	"strings"
	"time"
)

// A Date is a calendar day in London, without a time. The zero value means not known; a
// date without a month is a year, and no more is known.
type Date struct {
	Year  int        `cbor:"1,keyasint,omitzero"`
	Month time.Month `cbor:"2,keyasint,omitzero"`
	Day   int        `cbor:"3,keyasint,omitzero"`
}

// An Assurance says who vouches for a fact and for how long it may be shown as certain.
type Assurance struct {
	Source     string `cbor:"1,keyasint,omitzero"` // a short stable id, such as "nhs-ods" or "dcms-libraries"; its name is a message "source.<id>"
	Assurer    string `cbor:"2,keyasint,omitzero"` // who checked it, as free English text; often empty
	VerifiedOn Date   `cbor:"3,keyasint,omitzero"` // the day the source was checked or published
	ExpiresOn  Date   `cbor:"4,keyasint,omitzero"` // from this day on the fact is "phone to check"; zero means it does not expire
}

// A Service is one thing a resident can go to, ring or visit. A pointer field that is nil,
// and a slice that is nil, mean "not known"; an empty, non-nil slice means "none, and we
// know it". The numbers in the tags are how a pack keeps the fields (kiosk/pack): a number that
// has been given to a field is never given to another.
type Service struct {
	ID           string       `cbor:"1,keyasint,omitzero"` // stable, lower case: "ods-f84016", "lib-95511788", "national-samaritans"
	Name         string       `cbor:"2,keyasint,omitzero"` // as a person would write it, never in capitals
	Kind         string       `cbor:"3,keyasint,omitzero"` // what it is, a message "kind.<id>": "gp", "pharmacy", "dentist", "library", "helpline", "council", "charity"
	Organization string       `cbor:"4,keyasint,omitzero"` // who runs it; may be empty
	Needs        []string     `cbor:"5,keyasint,omitzero"` // leaves of the tree of needs, "health/gp"
	Everywhere   bool         `cbor:"6,keyasint,omitzero"` // a national service: no distance, listed after what is near unless urgent
	Phones       []Phone      `cbor:"7,keyasint,omitzero"`
	URL          string       `cbor:"8,keyasint,omitzero"` // without scheme: "nhs.uk/service-search"; for paper, never opened on the kiosk
	Email        string       `cbor:"9,keyasint,omitzero"`
	Location     *Location    `cbor:"10,keyasint,omitzero"`
	Hours        *Hours       `cbor:"11,keyasint,omitzero"`
	Cost         *Cost        `cbor:"12,keyasint,omitzero"`
	Eligibility  *Eligibility `cbor:"13,keyasint,omitzero"`
	Languages    []string     `cbor:"14,keyasint,omitzero"` // BCP 47 tags spoken by staff
	Interpreting *bool        `cbor:"15,keyasint,omitzero"` // an interpreter can be asked for
	StepFree     *bool        `cbor:"16,keyasint,omitzero"`
	HearingLoop  *bool        `cbor:"17,keyasint,omitzero"`
	QuietSpace   *bool        `cbor:"18,keyasint,omitzero"` // somewhere quiet to wait or to talk
	Documents    []string     `cbor:"19,keyasint,omitzero"` // required_documents, message ids "document.<id>"; empty and not nil: bring nothing
	Rights       []string     `cbor:"20,keyasint,omitzero"` // message ids "right.<id>" that hold at this service, such as "gp-no-proof"
	Description  *Prose       `cbor:"21,keyasint,omitzero"` // in its own language only; never machine-translated
	Alerts       []Alert      `cbor:"22,keyasint,omitzero"` // news that holds for a time
	Assurance    Assurance    `cbor:"23,keyasint,omitzero"`
	Also         []Assurance  `cbor:"24,keyasint,omitzero"` // other lists that have the same place, where several were made one
	SameAs       []string     `cbor:"25,keyasint,omitzero"` // ids of records of other lists that are of the same place, as an editor says
}

// A Phone is a number with what is special about it. Number is written as it is dialled,
// in groups: "020 7946 0111".
type Phone struct {
	Number string `cbor:"1,keyasint,omitzero"`
	Use    string `cbor:"2,keyasint,omitzero"` // "voice" (default when empty), "text" (SMS: send TextWord to Number), "relay"
	Word   string `cbor:"3,keyasint,omitzero"` // the word to send, for a text number: "SHOUT"
	Free   bool   `cbor:"4,keyasint,omitzero"` // known to be free to ring
}

// Voice returns the first number of a service that can be rung, and whether there is one.
func (s Service) Voice() (Phone, bool) {
	for _, p := range s.Phones {
		if p.Use == "" || p.Use == "voice" {
			return p, true
		}
	}
	return Phone{}, false
}

// speaks reports whether staff speak a language. "zh" is Chinese however it is written, so that it is for
// whoever reads "zh-Hans".
func (s *Service) speaks(lang string) bool {
	base, _, _ := strings.Cut(lang, "-")
	return slices.ContainsFunc(s.Languages, func(tag string) bool {
		of, script, _ := strings.Cut(tag, "-")
		return tag == lang || of == base && (script == "" || base == lang)
	})
}

// A Location is where a service is. Lat and Lon are WGS 84 degrees; both zero means that
// its place is not known.
type Location struct {
	Address      []string `cbor:"1,keyasint,omitzero"` // lines, without the postcode
	Postcode     string   `cbor:"2,keyasint,omitzero"` // "E1 6AN"
	Lat          float64  `cbor:"3,keyasint,omitzero"`
	Lon          float64  `cbor:"4,keyasint,omitzero"`
	Confidential bool     `cbor:"5,keyasint,omitzero"` // never show or store an address or directions
}

// Hours are a service's hours in London's time: a usual week, schedules that repeat by a
// rule, or both; it is open when either says so. Always means day and night, every day.
// Week[time.Sunday] is Sunday; a day with no spans is closed. ByAppointment means that a
// visit must be booked, which is not the same as closed. Before From and after To nothing is
// known of the week.
type Hours struct {
	Always        bool       `cbor:"1,keyasint,omitzero"`
	ByAppointment bool       `cbor:"2,keyasint,omitzero"`
	Week          [7][]Span  `cbor:"3,keyasint,omitzero"`
	From          Date       `cbor:"4,keyasint,omitzero"` // valid_from and valid_to of the week: the first and the last day; zero means no limit
	To            Date       `cbor:"5,keyasint,omitzero"`
	Schedules     []Schedule `cbor:"6,keyasint,omitzero"`
	Except        []Date     `cbor:"7,keyasint,omitzero"` // days on which it is closed, whatever week and schedules say
	Assurance     *Assurance `cbor:"8,keyasint,omitzero"` // nil: the service's own
}

// A Span is opening and closing in minutes after midnight: {480, 1110} is 08:00 to 18:30.
type Span struct {
	Open  int `cbor:"1,keyasint,omitzero"`
	Close int `cbor:"2,keyasint,omitzero"`
}

// Cost is what the resident pays to use the service.
type Cost struct {
	Free bool   `cbor:"1,keyasint,omitzero"`
	Note string `cbor:"2,keyasint,omitzero"` // a message id "cost.<id>" where it is more than free or not: "nhs-charge"
}

// Eligibility is who the service is for. Zero ages mean no limit.
type Eligibility struct {
	MinAge int      `cbor:"1,keyasint,omitzero"`
	MaxAge int      `cbor:"2,keyasint,omitzero"`
	Who    []string `cbor:"3,keyasint,omitzero"` // message ids "who.<id>": "women", "deaf", "asylum-seekers"
}

// Prose is free text in one language.
type Prose struct {
	Lang string `cbor:"1,keyasint,omitzero"`
	Text string `cbor:"2,keyasint,omitzero"`
}
