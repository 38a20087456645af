package kiosk

import (
	"context"
	"log/slog"
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/printer"
	"frontdoor/kiosk/site"
	"frontdoor/kiosk/tally"
	"frontdoor/kiosk/usage"
	"frontdoor/locales"
)

// A Glass shows views and tells what residents touch. A glass.Keeper is one.
type Glass interface {
	Show(v glass.View)
	Actions() <-chan journey.Action
	// Beat says that the core still turns, once a second: a glass that is not told so takes its
	// picture away. It must not block.
	Beat()
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
	// Remembered returns what the visit would add if it were finished now.
	Remembered(now time.Time) []usage.Cell
	// Discard throws it away; only that there was a visit stays.
	Discard()
	// Waiting returns what waits on this kiosk for the hub.
	Waiting() usage.Waiting
}

// A Clock judges what the machine's clock shows. A clock.Judge is one. None of its methods waits.
type Clock interface {
	// Believed returns now, or the zero time where the clock is evidently wrong: nothing is
	// then said to be open or fresh.
	Believed(now time.Time) time.Time
	// Learn takes in that something was known at a moment, which the clock cannot be before.
	Learn(known time.Time)
}

// A Desk calls people for this kiosk's residents and tells the truth of each call. A
// handoff.Board is one. None of its methods waits.
type Desk interface {
	Ask(c handoff.Call) error
	Share(c handoff.Call) // what the resident shares has changed
	Leave(kiosk string)   // the resident no longer asks, or has gone
	Met(kiosk string)     // somebody is beside the resident, as the kiosk was told
	Status(kiosk string) handoff.Status
	Changed() <-chan struct{} // closed at the next change
}

// A Spool prints for one visit at a time. A printer.Spool is one. None of its methods waits.
type Spool interface {
	Print(d printer.Drawing)
	Forget() // a new visit has begun, or nobody is there: what is under way is taken back
	State() printer.State
	Changed() <-chan struct{} // closed at the next change
}

// A Console is what the staff's screen needs of the desk's console. None of its methods
// waits for a network.
type Console interface {
	Invite()
	Uninvite()
	Invited() handoff.Invitation
	Paired() []string
	Withdraw(device string)
}

// A Shelf has new content, now and then. A pack's shelf is one.
type Shelf interface {
	// Next returns new content if there is some, and closes what was there before.
	Next() (directory.Store, bool)
}

// Words returns the printers of messages. A locales.Catalogue is one.
type Words interface {
	Printer(tag string) locales.Printer
}

// Options adjust a Core. The zero value works.
type Options struct {
	Log       *slog.Logger
	Now       func() time.Time                             // the clock; nil means the machine's
	Clock     Clock                                        // what judges Now; nil believes it
	Counter   Counter                                      // nil counts nothing
	Memory    Memory                                       // what is remembered of the visit; nil for nothing
	Note      func(now time.Time, dimension, value string) // counts what belongs to no visit; nil counts nothing
	Desk      Desk                                         // who calls people; nil calls nobody
	Shelf     Shelf                                        // new content between visits; nil for none
	Spool     Spool                                        // what prints; nil prints nothing
	Words     Words                                        // what codes and paper say; nil says nothing
	Console   Console                                      // what pairs the desk's devices; nil where there is none
	Rights    []directory.Right                            // the rights that can be shown at a desk
	Languages []string                                     // the tags that may be picked; nil lets every one through
	Notices   []glass.Notice                               // what staff should know from the start
	Live      func() []glass.Notice                        // what has come up since; nil for nothing. It must not block
	Tries     Tries                                        // wrong PINs before this start
	KeepTries func(Tries)                                  // keeps them for the next start; nil does not. It must not block
	Asleep    func() time.Duration                         // how long the machine has been suspended since it was switched on; nil does not notice
	Forgotten func()                                       // a visit has ended, and its memory can be given back; nil for nothing. It must not block
	IdleAfter time.Duration                                // until a resident is asked whether they are there; zero means 60 s
	WarnFor   time.Duration                                // how long they are asked; zero means 20 s
	Goodbye   time.Duration                                // how long the goodbye is shown; zero means 12 s
	Location  *time.Location                               // of the clock; nil means local time
}

// A Core performs what the journey decides. One goroutine, Run's, reads and changes it.
type Core struct {
	site   site.Site
	tree   *needs.Tree
	opts   Options
	gates  map[journey.Value]func(string) bool
	state  journey.State
	visit  visit
	call   call
	slips  slips
	lock   lock
	greet  int       // whose turn it is to be greeted
	warned time.Time // when the warning began
}

// New returns a core for a site.
func New(dir *directory.Directory, tree *needs.Tree, at site.Site, opts Options) *Core {
	opts = opts.orDefault()
	c := &Core{
		site: at, tree: tree, opts: opts,
		visit: visit{dir: dir, at: at.At, log: opts.Log, clock: opts.Clock},
		lock:  lock{Tries: opts.Tries, keep: opts.KeepTries},
		call:  call{desk: opts.Desk, kiosk: at.Kiosk},
		slips: slips{spool: opts.Spool, words: opts.Words, site: at, rights: opts.Rights, where: opts.Location},
	}
	c.gates = c.makeGates()
	return c
}

func (o Options) orDefault() Options {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Clock == nil {
		o.Clock = believed{}
	}
	if o.Counter == nil {
		o.Counter = uncounted{}
	}
	if o.Memory == nil {
		o.Memory = uncounted{}
	}
	if o.Note == nil {
		o.Note = func(time.Time, string, string) {}
	}
	if o.Desk == nil {
		o.Desk = nobody{}
	}
	if o.Spool == nil {
		o.Spool = noPaper{}
	}
	if o.Asleep == nil {
		o.Asleep = func() time.Duration { return 0 }
	}
	if o.Forgotten == nil {
		o.Forgotten = func() {}
	}
	if o.Location == nil {
		o.Location = time.Local
	}
	o.IdleAfter = orElse(o.IdleAfter, 60*time.Second)
	o.WarnFor = orElse(o.WarnFor, 20*time.Second)
	o.Goodbye = orElse(o.Goodbye, 12*time.Second)
	return o
}

func orElse(d, other time.Duration) time.Duration {
	if d == 0 {
		return other
	}
	return d
}

// greetEvery is how long each language's greeting is shown while nobody is there.
const greetEvery = 4 * time.Second

// patient is how many times longer a screen waits for a resident who waits for somebody.
const patient = 4

// Run shows the first screen and follows the residents until ctx ends. A visit that is
// under way then ends as interrupted.
func (c *Core) Run(ctx context.Context, g Glass) error {
	idle := time.NewTimer(time.Hour)
	defer idle.Stop()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	greet := time.NewTicker(greetEvery)
	defer greet.Stop()

	minute := -1
	asleep := c.opts.Asleep()
	changed, printed := c.call.desk.Changed(), c.slips.spool.Changed()
	c.show(ctx, g)
	for {
		select {
		case <-ctx.Done():
			c.followCall(ctx)
			c.hear(ctx, journey.SwitchedOff{})
			return nil
		case a := <-g.Actions():
			c.touched(ctx, a)
			idle.Reset(c.patience())
		case <-idle.C:
			c.silence(ctx)
			idle.Reset(c.patience())
		case <-changed:
			changed = c.call.desk.Changed() // taken before looking: no change falls between
			waited := !c.state.Call.Phase.Over()
			c.followCall(ctx)
			if waited == c.state.Call.Phase.Over() {
				idle.Reset(c.patience()) // an answer is something new to read
			}
		case <-printed:
			printed = c.slips.spool.Changed()
			if e := c.slips.came(); e != nil {
				c.hear(ctx, e)
			}
		case now := <-tick.C:
			g.Beat()
			if a := c.opts.Asleep(); a-asleep > nap {
				asleep = a
				c.hear(ctx, journey.SwitchedOff{}) // whoever was there has gone
				idle.Reset(c.patience())
			}
			c.renew()
			if m := now.Minute(); !c.state.Warning && m == minute && c.state.Screen != journey.Pairing {
				continue
			}
			minute = now.Minute()
		case <-greet.C:
			if c.state.Screen != journey.Attract {
				continue
			}
			c.greet++
		}
		c.show(ctx, g)
	}
}

// nap is how long a machine may be suspended without ending the visit over which it was: nobody's
// screen wakes up for somebody else.
const nap = 5 * time.Second

// touched takes in a touch, unless it names something that this kiosk does not have. What the
// desk has answered meanwhile happened before it.
func (c *Core) touched(ctx context.Context, a journey.Action) {
	if !c.offered(a) {
		return
	}
	c.followCall(ctx)
	c.hear(ctx, a)
}

// followCall tells the journey how the call has gone on.
func (c *Core) followCall(ctx context.Context) {
	if c.state.Call.Phase == journey.NotCalled {
		return
	}
	if q := c.call.status(); q != nil {
		c.hear(ctx, changed(*q))
	}
}

// silence is what happens when nobody has touched the glass for as long as it waits.
func (c *Core) silence(ctx context.Context) {
	c.followCall(ctx)
	c.hear(ctx, journey.Silence{})
	if c.state.Warning {
		c.warned = c.opts.Now()
	}
}

// hear moves the journey on, performs what follows, and brings the answers back to it.
func (c *Core) hear(ctx context.Context, e journey.Event) {
	for events := []journey.Event{e}; len(events) > 0; events = events[1:] {
		next, effects := journey.Step(c.state, events[0])
		c.state = next
		for _, effect := range effects {
			for _, n := range tally.Of(effect) {
				c.count(n)
			}
			if answer := c.perform(ctx, effect); answer != nil {
				events = append(events, answer)
			}
		}
	}
}

func (c *Core) count(n tally.Count) {
	if n.Kiosk {
		c.opts.Note(c.opts.Now(), n.Dimension, n.Value)
		return
	}
	c.opts.Counter.Count(n.Dimension, n.Value)
}

// patience is how long the present screen waits for a touch.
func (c *Core) patience() time.Duration {
	switch c.state.Patience() {
	case journey.Forever:
		return time.Hour
	case journey.Briefly:
		return c.opts.Goodbye
	case journey.Warned:
		return c.opts.WarnFor
	case journey.Company:
		return patient * c.opts.IdleAfter
	case journey.Usual:
	}
	return c.opts.IdleAfter
}

// renew takes new content while nobody is there: a visit sees one list to its end.
func (c *Core) renew() {
	if c.opts.Shelf == nil || c.state.Screen != journey.Attract {
		return
	}
	store, ok := c.opts.Shelf.Next()
	if !ok {
		return
	}
	dir, err := directory.New(store, c.opts.Rights...)
	if err != nil { // it was made once before on this machine
		c.opts.Log.Error("new content is not taken", "err", err)
		return
	}
	c.visit.dir = dir
	c.visit.forget()
}

// uncounted is the counter of a kiosk that counts nothing.
type uncounted struct{}

func (uncounted) Begin(time.Time)                   {}
func (uncounted) Count(string, string)              {}
func (uncounted) End(time.Time, string)             {}
func (uncounted) Remembered(time.Time) []usage.Cell { return nil }
func (uncounted) Discard()                          {}
func (uncounted) Waiting() usage.Waiting            { return usage.Waiting{} }

// believed is the clock of a kiosk whose clock nobody judges.
type believed struct{}

func (believed) Believed(now time.Time) time.Time { return now }
func (believed) Learn(time.Time)                  {}

// nobody is the desk of a site that has none: everything is refused, and nothing changes.
type nobody struct{}

func (nobody) Ask(handoff.Call) error       { return handoff.ErrNobody }
func (nobody) Share(handoff.Call)           {}
func (nobody) Leave(string)                 {}
func (nobody) Status(string) handoff.Status { return handoff.Status{} }
func (nobody) Met(string)                   {}
func (nobody) Changed() <-chan struct{}     { return nil }

// noPaper is the printer of a site that has none.
type noPaper struct{}

func (noPaper) Print(printer.Drawing)    {}
func (noPaper) Forget()                  {}
func (noPaper) State() printer.State     { return printer.Idle }
func (noPaper) Changed() <-chan struct{} { return nil }
