// Package dashboard is the page that coordinators read.
//
// It answers what people came for, in which languages, what they could not find, and which
// kiosks have gone quiet, for one site or all of them, over fixed periods. Every count on it
// has passed [frontdoor/hub/disclosure], and the file that can be downloaded has the same
// numbers as the page. It says what it does not know: a kiosk that is not heard, a clock
// that was wrong, hours that were lost. The page needs no script and keeps nothing; it knows
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
	// Names gives what a value of a dimension is called, in English; empty for a value that it
	// does not know.
	Names func(dimension, value string) string
}

type page struct {
	store    Store
	opts     Options
	london   *time.Location
	template *template.Template
	style    []byte
}

// New gives the handler of the page, its style and its file. Its errors are those of a
// program that was built or installed without its parts.
func New(s Store, opts Options) (http.Handler, error) {
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
		return nil, fmt.Errorf("make the coordinators' page: %w", err)
	}
	if p.template, err = template.New("page.html").Funcs(template.FuncMap{"digits": digits}).ParseFS(files, "page.html"); err != nil {
		return nil, fmt.Errorf("make the coordinators' page: %w", err)
	}
	if p.style, err = files.ReadFile("style.css"); err != nil {
		return nil, fmt.Errorf("make the coordinators' page: %w", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", p.html)
	mux.HandleFunc("GET /counts.csv", p.csv)
	mux.HandleFunc("GET /style.css", p.css)
	return mux, nil
}

// errSelection means that a page was asked for that there is not.
var errSelection = errors.New("there is no such site or period")

// report gives what a request asks for.
func (p *page) report(r *http.Request) (*report, error) {
	ctx, asked := r.Context(), r.URL.Query()
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
	// What may be shown of a site depends on the others, so all are read in any case.
	all, err := p.store.Totals(ctx, store.Query{From: chosen.from, To: chosen.to})
	if err != nil {
		return nil, err
	}
	rep.counts(all)
	return rep, nil
}

func (p *page) html(w http.ResponseWriter, r *http.Request) {
	rep, err := p.report(r)
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
	rep, err := p.report(r)
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
		p.opts.Log.Info("a reader went before the page was sent", "err", err)
	}
}

func (p *page) fault(w http.ResponseWriter, err error) {
	if errors.Is(err, errSelection) {
		http.Error(w, "There is no such site or period here. The page without choices is at /", http.StatusNotFound)
		return
	}
	p.opts.Log.Error("the coordinators' page cannot be made", "err", err)
	http.Error(w, "The counts cannot be read now. What went wrong is in the hub's log. Kiosks keep what they counted.", http.StatusServiceUnavailable)
}

// link gives the address of a choice.
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
