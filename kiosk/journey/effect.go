package journey

// A Deed is what the kiosk has to do, or what happened that may be counted.
type Deed string

// What is asked. The core brings the answer back before it hears another event.
const (
	DoLookUp   Deed = "look-up"   // [what is typed] a postcode: Found or NotFound
	DoCheckPin Deed = "check-pin" // [what is typed] PinRight or PinWrong
	DoSearch   Deed = "search"    // the directory, for State.Question: Listed
	DoOffer    Deed = "offer"     // who can be talked to: Offered
	DoCall     Deed = "call"      // the desk, for somebody to come: Called or NotCalledNow
)

// What is to be done.
const (
	DoBegin         Deed = "begin"          // a visit: somebody has come
	DoEnd           Deed = "end"            // [finished, timed-out or interrupted] the visit
	DoForget        Deed = "forget"         // all that was looked up in the visit
	DoName          Deed = "name"           // [service] remember its name for the handover
	DoLeave         Deed = "leave"          // the desk: the resident no longer asks, or has gone
	DoMeet          Deed = "meet"           // tell the desk that somebody is beside the resident
	DoShare         Deed = "share"          // the handover, with the desk
	DoUnshare       Deed = "unshare"        // take back what was shared
	DoShareLanguage Deed = "share-language" // tell the desk in which language to answer from now on
	DoPrint         Deed = "print"          // what is taken away
	DoForgetPaper   Deed = "forget-paper"   // take back what is being printed
	DoInvite        Deed = "invite"         // make a code that pairs one device
	DoUninvite      Deed = "uninvite"       // end it
	DoUnpair        Deed = "unpair"         // [device] shut it out
	DoDiscard       Deed = "discard"        // throw away what has been counted of the visit
)

// What happened. Nothing is to be done but to count it.
const (
	SawScreen      Deed = "saw"            // [screen]
	ChoseLanguage  Deed = "chose"          // [language]
	LacksLanguage  Deed = "lacks-language" // [language] that the resident speaks and the glass does not
	OpenedNeed     Deed = "opened"         // [leaf]
	LookedNear     Deed = "looked-near"    // [here or postcode]
	NoSuchPostcode Deed = "no-postcode"    // one in the right form is not in the pack
	ListLacks      Deed = "list-lacks"     // [what a list did not have]
	WasTurnedAway  Deed = "turned-away"    // [reason]
	Enlarged       Deed = "enlarged"       // the letters
	WentBeside     Deed = "beside"         // two languages side by side
	SharedHandover Deed = "shared"         // with the desk
	WasOffered     Deed = "offered"        // [the first way to a person]
	CouldCall      Deed = "could-call"     // the resident saw that somebody can be called
	CallWas        Deed = "call-was"       // [asked, refused, accepted, arrived, missed, unanswered or withdrawn]
	WaitedFor      Deed = "waited"         // [band] until somebody came
	TookPaper      Deed = "took-paper"     // a slip was printed
	PaperFailed    Deed = "paper-failed"   // the printer did
	LeftFrom       Deed = "left"           // [screen] somebody walked away from it
	Rated          Deed = "rated"          // [yes, partly or no] after the visit
)

// An Effect is one thing that follows from an event.
type Effect struct {
	Deed  Deed
	Value string // as the Deed says in brackets; else empty
}

// How a visit ends.
const (
	EndedByFinish  = "finished"
	EndedBySilence = "timed-out"
	EndedByPower   = "interrupted" // the kiosk was switched off under it
)

// How a call has gone, as it is counted.
const (
	CallAsked      = "asked"
	CallRefused    = "refused"
	CallAccepted   = "accepted"
	CallArrived    = "arrived"
	CallMissed     = "missed"
	CallUnanswered = "unanswered"
	CallWithdrawn  = "withdrawn"
)
