package desk

import (
	"cmp"
	"slices"
	"time"

	"frontdoor/kiosk/handoff"
)

// Words say what ids are called in English. A device's holder may never have seen an id.
type Words interface {
	Language(tag string) string
	Need(leaf string) string
	Told(l handoff.Line) string // a line of a handover as a sentence
}

// bare shows the ids.
type bare struct{}

func (bare) Language(tag string) string { return tag }
func (bare) Need(leaf string) string    { return leaf }
func (bare) Told(l handoff.Line) string { return l.Value }

// A view is what a console shows.
type view struct {
	Stream    string   `json:"stream"`
	Device    string   `json:"device"`
	Listening bool     `json:"listening"` // this console is heard
	Lost      []string `json:"lost"`      // kiosks of the site that do not answer
	Calls     []call   `json:"calls"`
}

// A call is one request as a console shows it. Times are hours of the clock: a console whose
// clock is wrong shows how long ago by the difference to Now.
type call struct {
	ID       string   `json:"id"`
	Kiosk    string   `json:"kiosk"`
	Tag      string   `json:"tag"`
	Language string   `json:"language"`
	Topic    string   `json:"topic"`
	Access   []string `json:"access"`
	Lines    []string `json:"lines"`
	Phase    string   `json:"phase"`
	By       string   `json:"by"`
	Mine     bool     `json:"mine"`
	Rings    bool     `json:"rings"` // this device is to sound
	Late     bool     `json:"late"`
	Missed   int      `json:"missed"`
	Assist   bool     `json:"assist"`
	Began    int64    `json:"began"` // Unix milliseconds, by the kiosk's clock
	sent     time.Time
}

// view returns what a device sees: every call, with those that it is alerted of first.
func (s *Server) view(device, stream string, now time.Time) view {
	v := view{Stream: stream, Device: device, Lost: []string{}, Calls: []call{}}
	requests := s.board.Requests()
	s.mu.Lock()
	v.Listening = s.listening[device] > 0
	for name, f := range s.followers {
		if f.silent(now) {
			v.Lost = append(v.Lost, name)
			continue
		}
		requests = append(requests, f.requests...)
	}
	s.mu.Unlock()
	slices.Sort(v.Lost)
	for i := range requests {
		if r := &requests[i]; r.For(device) || r.Phase.Over() {
			v.Calls = append(v.Calls, s.call(r, device))
		}
	}
	slices.SortStableFunc(v.Calls, func(a, b call) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), a.sent.Compare(b.sent), cmp.Compare(a.ID, b.ID))
	})
	return v
}

// order puts what a device has in hand first, then what waits, then what others have, then
// what is over.
func order(c call) int {
	p := handoff.Phase(c.Phase)
	switch {
	case p.Over():
		return 3
	case c.Mine:
		return 0
	case p.Waiting():
		return 1
	default:
		return 2
	}
}

func (s *Server) call(r *handoff.Request, device string) call {
	c := call{
		ID: r.ID, Kiosk: r.Kiosk, Tag: r.Lang, Phase: string(r.Phase), By: r.By,
		Mine: r.By == device, Late: r.Late, Missed: r.Missed, Assist: r.Assist,
		Rings: r.Phase.Waiting() && r.For(device), Began: r.Began.UnixMilli(), sent: r.Began,
		Access: []string{}, Lines: []string{},
	}
	if r.Lang != "" {
		c.Language = s.opts.Words.Language(r.Lang)
	}
	if r.Topic != "" {
		c.Topic = s.opts.Words.Need(r.Topic)
	}
	for _, a := range r.Access {
		c.Access = append(c.Access, s.opts.Words.Told(handoff.Line{Kind: handoff.LineAccess, Value: a}))
	}
	for _, l := range r.Lines {
		if l.Kind != handoff.LineAccess {
			c.Lines = append(c.Lines, s.opts.Words.Told(l))
		}
	}
	return c
}
