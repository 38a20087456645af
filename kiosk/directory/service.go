// Package directory answers what is near, open and right for a need.
//
// It decides which services to show for a need, in which order, why each is there, and what
// may be said about it today: what is stale is never said as certain. It does not know
// where services are kept (a [Store] does), in which words a fact is said, or what a screen
// looks like. Names are Open Referral UK's. The core relies on it for every list of
// services, and cmd/content prints the same answers in a shell.
package directory

import "time"

// A Date is a calendar day in London, without a time. The zero value means not known; a
// date without a month is a year, of which no more is known.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// Assurance says who stands behind a fact and for how long it may be said as certain.
type Assurance struct {
	Source     string // a short stable id, such as "nhs-ods" or "dcms-libraries"; its name is a message "source.<id>"
	Assurer    string // who checked it, as free English text; often empty
	VerifiedOn Date   // the day the source was checked or published
	ExpiresOn  Date   // from this day on the fact is "phone to check"; zero means it does not expire
}

// A Service is one thing a resident can go to, ring or visit. A pointer field that is nil,
// and a slice that is nil, mean "not known"; an empty, non-nil slice means "none, and we
// know it".
type Service struct {
	ID           string   // stable, lower case: "ods-f84016", "lib-95511788", "national-samaritans"
	Name         string   // as a person would write it, never in capitals
	Kind         string   // what it is, a message "kind.<id>": "gp", "pharmacy", "dentist", "library", "helpline", "council", "charity"
	Organization string   // who runs it; may be empty
	Needs        []string // leaves of the tree of needs, "health/gp"
	Everywhere   bool     // a national service: no distance, listed after what is near unless urgent
	Phones       []Phone
	URL          string // without scheme: "nhs.uk/service-search"; for paper, never opened on the kiosk
	Email        string
	Location     *Location
	Hours        *Hours
	Cost         *Cost
	Eligibility  *Eligibility
	Languages    []string // BCP 47 tags spoken by staff
	Interpreting *bool    // an interpreter can be asked for
	StepFree     *bool
	HearingLoop  *bool
	QuietSpace   *bool    // somewhere quiet to wait or to talk
	Documents    []string // required_documents, message ids "document.<id>"; empty and not nil: bring nothing
	Rights       []string // message ids "right.<id>" that hold at this service, such as "gp-no-proof"
	Description  *Prose   // in its own language only; never machine-translated
	Alerts       []Alert  // news that holds for a time
	Assurance    Assurance
	Also         []Assurance // other lists that have the same place, where several were made one
	SameAs       []string    // ids of records of other lists that are of the same place, as an editor says
}

// A Phone is a number with what is special about it. Number is written as it is dialled,
// in groups: "020 7946 0111".
type Phone struct {
	Number string
	Use    string // "voice" (default when empty), "text" (SMS: send TextWord to Number), "relay"
	Word   string // the word to send, for a text number: "SHOUT"
	Free   bool   // known to be free to ring
}

// Voice gives the first number of a service that can be rung, and whether there is one.
func (s Service) Voice() (Phone, bool) {
	for _, p := range s.Phones {
		if p.Use == "" || p.Use == "voice" {
			return p, true
		}
	}
	return Phone{}, false
}

// A Location is where a service is. Lat and Lon are WGS 84 degrees; both zero means that
// its place is not known.
type Location struct {
	Address      []string // lines, without the postcode
	Postcode     string   // "E1 6AN"
	Lat, Lon     float64
	Confidential bool // never show or store an address or directions
}

// Hours are a service's hours in London's time: a usual week, schedules that repeat by a
// rule, or both; it is open when one of them says so. Always means day and night, every day.
// Week[time.Sunday] is Sunday; a day with no spans is closed. ByAppointment means that a
// visit must be booked, which is not the same as closed. Before From and after To nothing is
// known of the week.
type Hours struct {
	Always        bool
	ByAppointment bool
	Week          [7][]Span
	From, To      Date // valid_from and valid_to of the week: the first and the last day; zero means no limit
	Schedules     []Schedule
	Except        []Date     // days on which it is closed, whatever week and schedules say
	Assurance     *Assurance // nil: the service's own
}

// A Span is opening and closing in minutes after midnight: {480, 1110} is 08:00 to 18:30.
type Span struct{ Open, Close int }

// Cost is what the resident pays to use the service.
type Cost struct {
	Free bool
	Note string // a message id "cost.<id>" where it is more than free or not: "nhs-charge"
}

// Eligibility is who the service is for. Zero ages mean no limit.
type Eligibility struct {
	MinAge, MaxAge int
	Who            []string // message ids "who.<id>": "women", "deaf", "asylum-seekers"
}

// Prose is free text in one language.
type Prose struct {
	Lang string
	Text string
}
