package kiosk

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/phrasebook"
	"frontdoor/kiosk/site"
	"frontdoor/kiosk/usage"
	"frontdoor/locales"
)

// A Glass shows views and says what residents do. A glass.Keeper is one.
type Glass interface {
	Show(v glass.View)
	Actions() <-chan journey.Action
}

// A Counter takes what is counted of a visit. None of its methods waits for a disk.
type Counter interface {
	// Begin starts the counts of a visit. Counts before it belong to no visit.
	Begin(now time.Time)
	// Count adds one count of a dimension and a value of the vocabulary.
	Count(dimension, value string)
	// End closes the visit and passes its counts on. outcome is one of the vocabulary's.
	End(now time.Time, outcome string)
}

// A Memory tells a resident what the Counter holds of their visit. None of its methods waits
// for a disk.
type Memory interface {
	// Remembered gives what the visit would add if it were finished now.
	Remembered(now time.Time) []usage.Cell
	// Discard throws it away; only that there was a visit stays.
	Discard()
	// Waiting gives what waits on this kiosk for the hub.
	Waiting() glass.Waiting
}

// Options adjust a Runtime. The zero value works.
type Options struct {
	Log       *slog.Logger
	Counter   Counter                                      // nil counts nothing
	Memory    Memory                                       // what is remembered of the visit; nil for nothing
	Note      func(now time.Time, dimension, value string) // counts what belongs to no visit; nil counts nothing
	Desk      Desk                                         // who calls people; nil calls nobody
	Shelf     Shelf                                        // new content between visits; nil for none
	Paper     Paper                                        // what prints; nil prints nothing
	Words     Words                                        // what codes and paper say; nil says nothing
	Console   Console                                      // what pairs the desk's devices; nil where there is none
	Rights    []directory.Right                            // the rights that can be shown at a desk
	Languages []string                                     // the tags that may be picked; nil lets every one through
	Notices   []glass.Notice                               // what staff should know from the start
	Live      func() []glass.Notice                        // what has come up since; nil for nothing. It must not block
	IdleAfter time.Duration                                // until a resident is asked whether they are there; zero means 60 s
	WarnFor   time.Duration                                // how long they are asked; zero means 20 s
	Goodbye   time.Duration                                // how long the goodbye stands; zero means 12 s
	Location  *time.Location                               // of the clock; nil means local time
}

// A Runtime owns the visit. One goroutine, Run's, reads and changes it.
type Runtime struct {
	dir     *directory.Directory
	site    site.Site
	tree    *needs.Tree
	opts    Options
	state   journey.State
	visited bool // a visit has begun and is being counted
	greet   int
	warned  time.Time // when the warning began
	cached  *lookup
	named   string   // the name of the service that is looked at
	calling *calling // the call of this visit; nil without one
	lock    lock
}

// New makes a runtime for a site.
func New(dir *directory.Directory, tree *needs.Tree, at site.Site, opts Options) *Runtime {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Counter == nil {
		opts.Counter = uncounted{}
	}
	if opts.Memory == nil {
		opts.Memory = uncounted{}
	}
	if opts.Note == nil {
		opts.Note = func(time.Time, string, string) {}
	}
	if opts.Desk == nil {
		opts.Desk = nobody{}
	}
	if opts.Paper == nil {
		opts.Paper = noPaper{}
	}
	opts.IdleAfter = orElse(opts.IdleAfter, 60*time.Second)
	opts.WarnFor = orElse(opts.WarnFor, 20*time.Second)
	opts.Goodbye = orElse(opts.Goodbye, 12*time.Second)
	if opts.Location == nil {
		opts.Location = time.Local
	}
	return &Runtime{dir: dir, tree: tree, site: at, opts: opts}
}

func orElse(d, other time.Duration) time.Duration {
	if d == 0 {
		return other
	}
	return d
}

// A Shelf has new content, now and then. A content.Shelf is one.
type Shelf interface {
	// Next gives new content if there is some, and closes what was there before.
	Next() (directory.Store, bool)
}

// renew takes new content while nobody is there: a visit sees one list to its end.
func (r *Runtime) renew() {
	if r.opts.Shelf == nil || r.state.Screen != journey.Attract || r.visited {
		return
	}
	store, ok := r.opts.Shelf.Next()
	if !ok {
		return
	}
	dir, err := directory.New(store, r.opts.Rights...)
	if err != nil { // it was made once before on this machine
		r.opts.Log.Error("new content is not taken", "err", err)
		return
	}
	r.dir, r.cached, r.named = dir, nil, ""
}

type uncounted struct{}

func (uncounted) Begin(time.Time)                   {}
func (uncounted) Count(string, string)              {}
func (uncounted) End(time.Time, string)             {}
func (uncounted) Remembered(time.Time) []usage.Cell { return nil }
func (uncounted) Discard()                          {}
func (uncounted) Waiting() glass.Waiting            { return glass.Waiting{} }

// greetEvery is how long each language's greeting stands while nobody is there.
const greetEvery = 4 * time.Second

// Run shows the first screen and follows the residents until ctx ends. A visit that is
// under way then ends as interrupted.
func (r *Runtime) Run(ctx context.Context, g Glass) error {
	idle := time.NewTimer(time.Hour)
	defer idle.Stop()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	greet := time.NewTicker(greetEvery)
	defer greet.Stop()

	minute := -1
	changed, printed := r.opts.Desk.Changed(), r.opts.Paper.Changed()
	r.show(ctx, g)
	for {
		select {
		case <-ctx.Done():
			r.endVisit("interrupted")
			return nil
		case a := <-g.Actions():
			r.do(ctx, a)
			idle.Reset(r.patience())
			r.show(ctx, g)
		case <-idle.C:
			r.silence(ctx)
			idle.Reset(r.patience())
			r.show(ctx, g)
		case <-changed:
			changed = r.opts.Desk.Changed() // taken before looking: no change falls between
			was := r.waiting()
			r.follow()
			if r.waiting() != was {
				idle.Reset(r.patience()) // an answer is something new to read
			}
			r.show(ctx, g)
		case <-printed:
			printed = r.opts.Paper.Changed()
			r.followPaper()
			r.show(ctx, g)
		case now := <-tick.C:
			r.renew()
			if m := now.Minute(); r.state.Warning || m != minute || r.state.Screen == journey.Pairing {
				minute = m
				r.show(ctx, g)
			}
		case <-greet.C:
			if r.state.Screen == journey.Attract {
				r.greet++
				r.show(ctx, g)
			}
		}
	}
}

// patience is how long the present screen waits for a touch.
func (r *Runtime) patience() time.Duration {
	switch {
	case r.state.Screen == journey.Attract:
		return time.Hour
	case r.state.Screen == journey.Finished:
		return r.opts.Goodbye
	case r.state.Warning:
		return r.opts.WarnFor
	case r.waiting():
		return patient * r.opts.IdleAfter
	default:
		return r.opts.IdleAfter
	}
}

// silence is what happens when nobody has touched the glass for as long as it waits.
func (r *Runtime) silence(ctx context.Context) {
	if r.state.Warning {
		r.do(ctx, journey.Action{Kind: journey.Expire})
		return
	}
	r.do(ctx, journey.Action{Kind: journey.Idle})
	if r.state.Warning {
		r.warned = time.Now()
	}
}

// do moves the journey on and counts what happened.
func (r *Runtime) do(ctx context.Context, a journey.Action) {
	if !r.offered(a) {
		return
	}
	if a.Kind == journey.NearPostcode {
		a = r.lookUp(ctx)
	}
	if a.Kind == journey.EnterPin {
		a = r.lock.try(r.site.Pin, r.state.Typed, time.Now())
	}
	before := r.state
	r.state = journey.Next(before, a)
	r.begin(before, r.state)
	r.name(a)
	r.pair(before, a)
	if !before.Warning {
		r.print(ctx, a)
	}
	if a.Kind == journey.Expire || a.Kind == journey.QuickExit {
		r.opts.Paper.Forget()
	}
	if !before.Warning {
		r.summon(a)
	}
	r.count(before, r.state, a)
	r.forget()
	if r.state.Screen == journey.Results {
		l := r.answers(ctx, time.Now())
		for _, why := range unmet(l.found, r.state, l.from != nil) {
			r.tally(usage.Unmet, why)
		}
	}
}

// offered lets only ids through that this kiosk knows. A glass that sends anything else is
// out of step, and nothing is changed.
func (r *Runtime) offered(a journey.Action) bool {
	switch a.Kind {
	case journey.PickTop:
		_, ok := r.tree.Top(a.Value)
		return ok
	case journey.PickLeaf:
		_, ok := r.tree.Leaf(a.Value)
		return ok
	case journey.PickLanguage:
		if r.opts.Languages == nil {
			return true
		}
		for _, tag := range r.opts.Languages {
			if tag == a.Value {
				return true
			}
		}
		return false
	case journey.PickMissing:
		return a.Value == usage.Other || locales.Lacks(a.Value)
	case journey.ShowTurned: // of people in danger nothing more is counted
		return !directory.Danger(r.state.Leaf)
	case journey.PickReason:
		return slices.Contains(usage.Reasons(), a.Value)
	case journey.Rate:
		return slices.Contains([]string{usage.HelpfulYes, usage.HelpfulPartly, usage.HelpfulNo}, a.Value)
	case journey.PickService:
		return r.listed(a.Value) != nil
	case journey.ToggleFilter:
		return slices.Contains(directory.Filters(), directory.Filter(a.Value))
	case journey.ShowRight:
		return r.carded(a.Value)
	case journey.BadPostcode, journey.BadPin, journey.Unlock:
		return false // only the core says these: the glass has no postcodes and no PIN
	case journey.AssistOn:
		return r.state.Unlocked
	case journey.TakeAway: // paper and telephones are found by others
		return !directory.Danger(r.state.Leaf) || a.Value == string(journey.PaperPerson)
	case journey.ShowPairing:
		return r.state.Unlocked && r.opts.Console != nil
	case journey.Withdraw:
		return r.state.Screen == journey.Pairing && r.opts.Console != nil
	case journey.AskPin:
		return r.site.Pin != ""
	case journey.ToggleAccess:
		return slices.Contains(handoff.Access(), a.Value)
	case journey.PickGroup:
		return slices.Contains(phrasebook.Groups(), a.Value)
	case journey.PickPhrase:
		_, ok := phrasebook.Find(a.Value)
		return ok
	case journey.ChooseBlank:
		p, _ := phrasebook.Find(r.state.Phrase)
		n, err := strconv.Atoi(a.Value)
		return err == nil && n >= 0 && n < len(p.Blanks)
	case journey.FillBlank:
		_, kind, chosen := r.blank()
		return phrasebook.Fits(kind, chosen, a.Value)
	case journey.CallPerson:
		return r.state.Screen == journey.Person
	default:
		return true
	}
}

// listed gives an answer of the list that is shown; nil when it is not in it.
func (r *Runtime) listed(id string) *directory.Answer {
	if r.cached == nil {
		return nil
	}
	for i, a := range r.cached.found.Answers {
		if a.Service.ID == id {
			return &r.cached.found.Answers[i]
		}
	}
	return nil
}

// lookUp turns what is typed into a place that the directory knows, or into what is wrong.
func (r *Runtime) lookUp(ctx context.Context) journey.Action {
	_, canonical, err := r.dir.Place(ctx, r.state.Typed)
	switch {
	case err == nil:
		return journey.Action{Kind: journey.NearPostcode, Value: canonical}
	case errors.Is(err, directory.ErrMalformed):
		return journey.Action{Kind: journey.BadPostcode, Value: string(journey.Malformed)}
	case errors.Is(err, directory.ErrUnknownPostcode):
		return journey.Action{Kind: journey.BadPostcode, Value: string(journey.Unknown)}
	default:
		r.opts.Log.Error("the pack could not be read for a postcode", "err", err)
		return journey.Action{Kind: journey.BadPostcode, Value: string(journey.Unknown)}
	}
}

// forget drops everything of a visit that has ended.
func (r *Runtime) forget() {
	if r.state.Screen == journey.Attract || r.state.Screen == journey.Finished {
		r.cached, r.named = nil, ""
	}
}

// name keeps the name of the service that was looked at, for the handover.
func (r *Runtime) name(a journey.Action) {
	switch picked := r.listed(r.state.Service); {
	case r.state.Service == "":
		r.named = ""
	case a.Kind == journey.PickService && picked != nil:
		r.named = picked.Service.Name
	}
}
