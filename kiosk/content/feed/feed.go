// Package feed fetches Open Referral data from a publisher's API, slowly, and goes on where it
// broke off.
//
// Publishers' APIs fail, ask to be left alone for a while, answer errors with 200 and vanish for
// an evening. A feed asks again with longer and longer waits, keeps every page on the disk until
// all of them are there, and never follows a redirect to another host. What a page means is
// openreferral's business.
package feed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"frontdoor/internal/durable"
	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/content/openreferral"
)

// A feed is the API of a publisher. It is asked slowly and again when it fails, for as long as an editor
// would wait, and never for ever.
type feed struct {
	base   *url.URL
	client *http.Client
	pause  func(ctx context.Context, d time.Duration) error // waits; tests do not
	out    io.Writer                                        // is told of every wait
}

// Bounds of a feed.
const (
	perPage  = 100
	tries    = 6
	shortest = time.Second
	longest  = time.Minute
	obeyed   = 5 * time.Minute // the longest Retry-After that is waited for
	answers  = 30 * time.Second
	allOfIt  = 45 * time.Minute
)

func newFeed(address string, out io.Writer) (*feed, error) {
	base, err := url.Parse(address)
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" {
		return nil, fmt.Errorf("%q is not the address of an API", address)
	}
	here := base.Host
	client := &http.Client{Timeout: answers, CheckRedirect: func(r *http.Request, via []*http.Request) error {
		if len(via) > 3 || r.URL.Host != here {
			return errors.New("it leads somewhere else")
		}
		return nil
	}}
	return &feed{base: base, client: client, pause: pause, out: out}, nil
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// Page implements openreferral.Getter.
func (f *feed) Page(ctx context.Context, n int) ([]byte, error) {
	u := *f.base
	q := u.Query()
	q.Set("page", strconv.Itoa(n))
	q.Set("per_page", strconv.Itoa(perPage))
	u.RawQuery = q.Encode()
	return f.get(ctx, u.String())
}

// Service implements openreferral.Getter.
func (f *feed) Service(ctx context.Context, id string) ([]byte, error) {
	if strings.Trim(id, ".") == "" {
		return nil, openreferral.ErrNone // it would lead to another address, and is no name of a service
	}
	u := f.base.JoinPath(url.PathEscape(id))
	return f.get(ctx, u.String())
}

// later is an answer that may be another the next time.
type later struct {
	cause error
	after time.Duration // what the API asked for; 0 for nothing
}

func (l later) Error() string { return l.cause.Error() }

// get fetches an address, and tries again with longer and longer waits, each a little different.
func (f *feed) get(ctx context.Context, address string) ([]byte, error) {
	for try := 1; ; try++ {
		b, err := f.once(ctx, address)
		var wait later
		switch {
		case err == nil, !errors.As(err, &wait), ctx.Err() != nil:
			return b, err
		case try == tries:
			return nil, fmt.Errorf("%w (tried %d times; what was fetched is kept, and the same command goes on from there)", wait.cause, tries)
		case wait.after > obeyed:
			return nil, fmt.Errorf("%w, and asks to come again in %s: what was fetched is kept, and the same command goes on from there", wait.cause, wait.after)
		}
		most := min(shortest<<(try-1), longest)
		d := max(most/2+rand.N(most/2+1), wait.after) //nolint:gosec // it parts clients, and guards nothing
		if _, err := fmt.Fprintf(f.out, "%v: again in %s\n", wait.cause, d.Round(100*time.Millisecond)); err != nil {
			return nil, err
		}
		if err := f.pause(ctx, d); err != nil {
			return nil, err
		}
	}
}

func (f *feed) once(ctx context.Context, address string) (b []byte, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Accept", "application/json")
	a, err := f.client.Do(r)
	if err != nil {
		return nil, later{cause: fmt.Errorf("the API does not answer: %w", err)}
	}
	defer func() { err = errors.Join(err, a.Body.Close()) }()
	switch {
	case a.StatusCode == http.StatusNotFound || a.StatusCode == http.StatusGone:
		return nil, openreferral.ErrNone
	case a.StatusCode == http.StatusTooManyRequests || a.StatusCode == http.StatusRequestTimeout || a.StatusCode >= 500:
		return nil, later{fmt.Errorf("the API answers %s", a.Status), retryAfter(a.Header.Get("Retry-After"))}
	case a.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("the API answers %s", a.Status)
	}
	b, err = io.ReadAll(io.LimitReader(a.Body, openreferral.MaxPage+1))
	switch {
	case err != nil:
		return nil, later{cause: fmt.Errorf("the answer broke off: %w", err)}
	case len(b) > openreferral.MaxPage:
		return nil, fmt.Errorf("the answer is larger than %d MiB", openreferral.MaxPage>>20)
	}
	if _, err := openreferral.ParsePage(b); err != nil { // a page of an error that says 200
		return nil, later{cause: err}
	}
	return b, nil
}

// retryAfter reads seconds, or a time.
func retryAfter(text string) time.Duration {
	if s, err := strconv.Atoi(strings.TrimSpace(text)); err == nil && s >= 0 && s < 1<<20 {
		return time.Duration(s) * time.Second
	}
	if t, err := http.ParseTime(text); err == nil {
		return max(time.Until(t).Round(time.Second), 0)
	}
	return 0
}

// Fetch reads every page of the API at an address. What is wrong with the feed goes into the
// report, and every wait is told to out. What was fetched is kept in folder: the same call goes
// on from there within a day. Where all of it is imported, done removes what is kept.
func Fetch(ctx context.Context, address, folder string, report *intake.Report, out io.Writer) (records openreferral.Records, done func() error, err error) {
	f, err := newFeed(address, out)
	if err != nil {
		return records, nil, err
	}
	kept, err := openLarder(folder, address)
	if err != nil {
		return records, nil, err
	}
	ctx, stop := context.WithTimeout(ctx, allOfIt)
	defer stop()
	records, err = openreferral.Collect(ctx, f, kept, report)
	return records, kept.clear, err
}

// Name returns what a source from an API is called: its host, with hyphens.
func Name(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("%q is not the address of an API", address)
	}
	return strings.ReplaceAll(u.Hostname(), ".", "-"), nil
}

// A larder keeps pages in a folder until an import is done. Pages of another address, or of
// another day, are not used.
type larder struct{ folder string }

func openLarder(folder, address string) (*larder, error) {
	l := &larder{folder}
	mark := filepath.Join(folder, "address")
	info, err := os.Stat(mark)
	was, errRead := os.ReadFile(mark)
	if err != nil || errRead != nil || string(was) != address || time.Since(info.ModTime()) > 24*time.Hour {
		if err := os.RemoveAll(folder); err != nil {
			return nil, fmt.Errorf("keep what is fetched: %w", err)
		}
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("keep what is fetched: %w", err)
	}
	if err := durable.WriteFile(mark, []byte(address), 0o644); err != nil {
		return nil, fmt.Errorf("keep what is fetched: %w", err)
	}
	return l, nil
}

// Load implements openreferral.Keeper.
func (l *larder) Load(name string) ([]byte, bool) {
	b, err := os.ReadFile(filepath.Join(l.folder, name+".json"))
	return b, err == nil
}

// Save implements openreferral.Keeper.
func (l *larder) Save(name string, b []byte) error {
	if err := durable.WriteFile(filepath.Join(l.folder, name+".json"), b, 0o644); err != nil {
		return fmt.Errorf("keep what is fetched: %w", err)
	}
	return nil
}

func (l *larder) clear() error { return os.RemoveAll(l.folder) }
