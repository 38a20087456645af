package directory

import "time"

// A Point is a place on the ground, WGS 84 degrees.
type Point struct {
	Lat float64 `cbor:"1,keyasint"`
	Lon float64 `cbor:"2,keyasint"`
}

// A Query asks what there is for a need.
type Query struct {
	Need  string    // a leaf, "health/gp"
	From  *Point    // where the resident is; nil when they have not said
	Now   time.Time // decides what is open and what is stale
	Lang  string    // the resident's language, for services that speak it
	Limit int       // the most answers to return; zero means DefaultLimit

	Filters []Filter // what every answer has to be
	Wishes  Wishes   // what comes first where it is known
}

// Found is what there is for a query. Answers, More and what is Left are together All.
type Found struct {
	Answers []Answer
	Choices []Choice // the filters that would change the list; none where there is little to choose from
	Left    []Left   // what the filters left out
	More    int      // what fits as well and is further away than a list is long
	All     int      // how many were looked at: the nearest, and what is for everywhere
}

// An Answer is one service in its place in the list, with what may be said of it now.
type Answer struct {
	Service Service
	Metres  int // from the resident in a straight line; -1 when not known
	Walk    int // minutes on foot; -1 when not known or too far to walk
	Open    Opening
	News    []News   // what holds for a time; Service.Alerts are not said past it
	Reasons []Reason // why it is here, the strongest first
	Trust   Trust
	Also    []Trust // other lists that have the same place
	On      Date    // the day in London for which all of this holds
}

// An Opening is what is known of a service's hours at one moment.
type Opening struct {
	State OpenState
	At    Clock        // when it closes (OpenNow, ClosingSoon) or next opens (Closed)
	Day   time.Weekday // the day of At, for Closed
	Today bool         // At is later today
	Ahead int          // how many days after today At is, for Closed
	Date  Date         // of At, for Closed; zero when it is not known when it opens
}

// An OpenState is one of the things that can be said about a door.
type OpenState string

// What can be said about a door. HoursUnknown is never shown as closed.
const (
	HoursUnknown  OpenState = "unknown" // phone first
	OpenNow       OpenState = "open"
	ClosingSoon   OpenState = "closing-soon" // within 30 minutes
	Closed        OpenState = "closed"
	OpenAlways    OpenState = "always" // day and night
	ByAppointment OpenState = "appointment"
	HolidayHours  OpenState = "holiday" // an English bank holiday, and nothing is known of today
	PhoneOnly     OpenState = "phone"   // nobody can go there for a time
)

// A Clock is a time of day in minutes after midnight.
type Clock int

// A Reason is a message id "reason.<id>" that says why a service is in a list.
type Reason string

// Reasons, the strongest first.
const (
	ReasonDanger   Reason = "danger"   // for people in danger: comes before everything else
	ReasonNearest  Reason = "nearest"  // the nearest of its kind
	ReasonNear     Reason = "near"     // near enough to walk
	ReasonOpen     Reason = "open"     // open now
	ReasonLanguage Reason = "language" // speaks the resident's language

	ReasonStepFree    Reason = "step-free" // without steps, and the resident asked for that
	ReasonHearingLoop Reason = "hearing-loop"
	ReasonInterpreter Reason = "interpreter"
	ReasonQuiet       Reason = "quiet"

	ReasonFree     Reason = "free"
	ReasonRight    Reason = "right"    // a right holds here, the first of Service.Rights
	ReasonNational Reason = "national" // for everyone in England, wherever they are
	ReasonNeed     Reason = "need"     // it is for this need, and no more can be said
)

// Trust is what the trust line says: who says so, when it was checked, and whether it has
// to be checked by phone before it is relied upon.
type Trust struct {
	Source     string
	Assurer    string
	VerifiedOn Date
	Stale      bool
}
