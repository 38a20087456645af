// Package dashboard is the page that coordinators read.
//
// It answers what people came for, in which languages, what they could not find, and which
// kiosks have gone quiet, for one site or all of them, over fixed periods. Every count on it
// has passed [frontdoor/hub/disclosure], and the file that can be downloaded has the same
// numbers as the page. The page says what it does not know: a kiosk that is not heard from, a
// clock that was wrong, hours that were lost. It needs no script and keeps nothing; it knows
// neither keys nor how counts arrive.
package dashboard

import (
	"bytes"
	"context"
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"html/template"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"frontdoor/hub/store"
)

//go:embed page.html style.css
var files embed.FS

// A Store is where exact totals come from. See [store.Store].
type Store interface {
	Totals(ctx context.Context, q store.Query) (store.Totals, error)
	Kiosks(ctx context.Context) ([]store.Kiosk, error)
}

// Options adjust the page. The zero value works.
type Options struct {
	Log *slog.Logger
	Now func() time.Time
	// Names returns what a value of a dimension is called in English, and nothing for a value
	// that it does not know.
	Names func(dimension, value string) string
}

type page struct {
	store    Store
	opts     Options
	london   *time.Location
	template *template.Template
	style    []byte
}

// New returns the handler of the page, its style and its file. Its errors are those of a
// program that was built or installed without its parts.
func New(s Store, opts Options) (http.Handler, error) {
	p, err := newPage(s, opts)
	if err != nil {
		return nil, fmt.Errorf("make the coordinators' page: %w", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", p.html)
	mux.HandleFunc("GET /counts.csv", p.csv)
	mux.HandleFunc("GET /style.css", p.css)
	return mux, nil
}

// Write writes the page of all sites for the shortest period as one file that needs no other:
// its style is in it, and it has no links to what only a hub that is running can show.
func Write(ctx context.Context, w io.Writer, s Store, opts Options) error {
	p, err := newPage(s, opts)
	if err != nil {
		return fmt.Errorf("write the coordinators' page: %w", err)
	}
	rep, err := p.report(ctx, nil)
	if err == nil {
		rep.Style = template.CSS(p.style) //nolint:gosec // our own file
		err = p.template.Execute(w, rep)
	}
	if err != nil {
		return fmt.Errorf("write the coordinators' page: %w", err)
	}
	return nil
}

func newPage(s Store, opts Options) (*page, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Names == nil {
		opts.Names = func(_, _ string) string { return "" }
	}
	p := &page{store: s, opts: opts}
	var err error
	if p.london, err = time.LoadLocation("Europe/London"); err != nil {
		return nil, err
	}
	if p.template, err = template.New("page.html").Funcs(template.FuncMap{"digits": digits}).ParseFS(files, "page.html"); err != nil {
		return nil, err
	}
	if p.style, err = files.ReadFile("style.css"); err != nil {
		return nil, err
	}
	return p, nil
}

// errSelection means that somebody asked for a page that does not exist.
var errSelection = errors.New("there is no such site or period")

// report returns what a query asks for.
func (p *page) report(ctx context.Context, asked url.Values) (*report, error) {
	now := p.opts.Now().In(p.london)
	chosen, ok := periodOf(asked.Get("period"), now)
	if !ok {
		return nil, errSelection
	}
	kiosks, err := p.store.Kiosks(ctx)
	if err != nil {
		return nil, err
	}
	site := asked.Get("site")
	rep := &report{now: now, Period: chosen, Site: site, names: p.opts.Names}
	rep.kiosks(kiosks)
	if site != "" && !rep.has(site) {
		return nil, errSelection
	}
	// What may be shown of a site depends on the others, so all of them are read.
	all, err := p.store.Totals(ctx, store.Query{From: chosen.from, To: chosen.to})
	if err != nil {
		return nil, err
	}
	rep.counts(all)
	return rep, nil
}

func (p *page) html(w http.ResponseWriter, r *http.Request) {
	rep, err := p.report(r.Context(), r.URL.Query())
	if err != nil {
		p.fault(w, err)
		return
	}
	var b bytes.Buffer
	if err := p.template.Execute(&b, rep); err != nil {
		p.fault(w, err)
		return
	}
	p.send(w, "text/html; charset=utf-8", b.Bytes())
}

func (p *page) csv(w http.ResponseWriter, r *http.Request) {
	rep, err := p.report(r.Context(), r.URL.Query())
	if err != nil {
		p.fault(w, err)
		return
	}
	var b bytes.Buffer
	c := csv.NewWriter(&b)
	if err := errors.Join(c.WriteAll(rep.rows()), c.Error()); err != nil {
		p.fault(w, err)
		return
	}
	w.Header().Set("Content-Disposition", `attachment; filename="counts-`+rep.now.Format("2006-01-02")+`.csv"`)
	p.send(w, "text/csv; charset=utf-8", b.Bytes())
}

func (p *page) css(w http.ResponseWriter, _ *http.Request) {
	p.send(w, "text/css; charset=utf-8", p.style)
}

func (p *page) send(w http.ResponseWriter, kind string, body []byte) {
	w.Header().Set("Content-Type", kind)
	if _, err := w.Write(body); err != nil {
		p.opts.Log.Info("a reader left before the page was sent", "err", err)
	}
}

func (p *page) fault(w http.ResponseWriter, err error) {
	if errors.Is(err, errSelection) {
		http.Error(w, "No such site or period. Start again at /", http.StatusNotFound)
		return
	}
	p.opts.Log.Error("the coordinators' page cannot be made", "err", err)
	http.Error(w, "The counts cannot be read right now. The hub's log says why. Kiosks keep their counts.", http.StatusServiceUnavailable)
}

// link returns the address of a choice.
func link(path, site, period string) string {
	q := url.Values{}
	if site != "" {
		q.Set("site", site)
	}
	if period != periods[0].ID {
		q.Set("period", period)
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
