package feed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/content/openreferral"
)

// publisher is an API that lies: about totals, in the middle of an answer, or that goes away.
type publisher struct {
	mu    sync.Mutex
	pages int
	each  int
	sick  func(n, asked int) (status int, body string, header map[string]string) // 0: it is well
	lines bool                                                                   // pages have only a line of each service
	total int
	asked map[string]int
}

func (p *publisher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked[r.URL.RequestURI()]++
	if id, ok := strings.CutPrefix(r.URL.Path, "/services/"); ok {
		fmt.Fprintf(w, `{"id": %q, "name": "Service %s", "assured_date": "2026-01-01", "contacts": [{"phone": "020 7946 0111"}]}`, id, id)
		return
	}
	n, _ := strconv.Atoi(r.URL.Query().Get("page"))
	if p.sick != nil {
		if status, body, header := p.sick(n, p.asked[r.URL.RequestURI()]); status != 0 {
			for k, v := range header {
				w.Header().Set(k, v)
			}
			w.WriteHeader(status)
			io.WriteString(w, body) //nolint:errcheck // it is sick
			return
		}
	}
	shown := min(n, p.pages) // beyond its end it shows the last page again
	var all []string
	for i := range p.each {
		more := `, "contacts": []`
		if p.lines {
			more = ""
		}
		all = append(all, fmt.Sprintf(`{"id": "%d-%d", "name": "Service %d-%d", "assured_date": "2026-01-01"%s}`, shown, i, shown, i, more))
	}
	fmt.Fprintf(w, `{"total_items": %d, "total_pages": 1, "last_page": true, "contents": [%s]}`, p.total, strings.Join(all, ","))
}

// ask collects everything of a publisher, and returns the waits.
func ask(t *testing.T, p *publisher, folder string) (n int, report *intake.Report, waits []time.Duration, err error) {
	t.Helper()
	p.asked = map[string]int{}
	server := httptest.NewServer(p)
	defer server.Close()
	f, err := newFeed(server.URL+"/services", io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	f.pause = func(_ context.Context, d time.Duration) error { waits = append(waits, d); return nil }
	kept, err := openLarder(folder, "the same")
	if err != nil {
		t.Fatal(err)
	}
	report = &intake.Report{}
	records, err := openreferral.Collect(t.Context(), f, kept, report)
	return records.Len(), report, waits, err
}

func TestAllPagesAreReadWhateverTheTotalsSay(t *testing.T) {
	for _, total := range []int{0, 3, 7, 2805} {
		p := &publisher{pages: 3, each: 4, total: total}
		n, report, _, err := ask(t, p, t.TempDir())
		if err != nil || n != 12 {
			t.Errorf("of 12 services %d came, %v", n, err)
		}
		if report.Count(intake.Disputed) != 1 {
			t.Errorf("a total of %d is not spoken of: %v", total, report.Entries())
		}
	}
	if n, report, _, err := ask(t, &publisher{pages: 3, each: 4, total: 12}, t.TempDir()); err != nil || n != 12 || len(report.Entries()) > 0 {
		t.Errorf("%d, %v, %v", n, report.Entries(), err)
	}
}

func TestLinesOfAListAreAskedForInFull(t *testing.T) {
	p := &publisher{pages: 1, each: 2, total: 2, lines: true}
	if _, _, _, err := ask(t, p, t.TempDir()); err != nil || p.asked["/services/1-0"] != 1 || p.asked["/services/1-1"] != 1 {
		t.Errorf("%v, %v", p.asked, err)
	}
}

func TestAPublisherThatFailsIsAskedAgainAndLater(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		header map[string]string
		least  time.Duration
	}{
		"overloaded":       {503, "", nil, shortest / 2},
		"too many":         {429, "", map[string]string{"Retry-After": "90"}, 90 * time.Second},
		"a page of HTML":   {200, "<html>sorry</html>", nil, shortest / 2},
		"half an answer":   {200, `{"contents": [{"id": "1"`, nil, shortest / 2},
		"cut off":          {200, `{"contents": [`, map[string]string{"Content-Length": "100"}, shortest / 2},
		"a timeout of its": {408, "", nil, shortest / 2},
	} {
		p := &publisher{pages: 2, each: 2, total: 4, sick: func(n, asked int) (int, string, map[string]string) {
			if n == 2 && asked <= 2 {
				return c.status, c.body, c.header
			}
			return 0, "", nil
		}}
		n, _, waits, err := ask(t, p, t.TempDir())
		if err != nil || n != 4 || len(waits) != 2 || waits[0] < c.least || waits[1] < c.least {
			t.Errorf("%s: %d services, waits %v, %v", name, n, waits, err)
		}
	}
}

func TestWaitsGrowAndEnd(t *testing.T) {
	p := &publisher{sick: func(int, int) (int, string, map[string]string) { return 500, "", nil }}
	_, _, waits, err := ask(t, p, t.TempDir())
	if err == nil || !strings.Contains(err.Error(), "the same command goes on from there") || strings.Contains(err.Error(), "\n") || len(waits) != tries-1 {
		t.Errorf("%v, waits %v", err, waits)
	}
	for i, d := range waits {
		if most := shortest << i; d < most/2 || d > most {
			t.Errorf("wait %d is %v", i, d)
		}
	}
	for _, status := range []int{400, 401, 403} {
		refusing := &publisher{sick: func(int, int) (int, string, map[string]string) { return status, "", nil }}
		if _, _, waits, err := ask(t, refusing, t.TempDir()); err == nil || len(waits) > 0 {
			t.Errorf("%d is asked again: %v, %v", status, waits, err)
		}
	}
	p = &publisher{sick: func(int, int) (int, string, map[string]string) {
		return 503, "", map[string]string{"Retry-After": "86400"}
	}}
	if _, _, waits, err := ask(t, p, t.TempDir()); err == nil || len(waits) > 0 || !strings.Contains(err.Error(), "24h0m0s") {
		t.Errorf("a day is waited for: %v, %v", waits, err)
	}
}

func TestAFetchThatBrokeOffGoesOnWhereItWas(t *testing.T) {
	folder := t.TempDir()
	gone := true
	p := &publisher{pages: 4, each: 3, total: 12, sick: func(n, _ int) (int, string, map[string]string) {
		if gone && n == 3 {
			return 503, "", nil
		}
		return 0, "", nil
	}}
	if _, _, _, err := ask(t, p, folder); err == nil {
		t.Fatal("it vanished, and nobody noticed")
	}
	gone = false
	n, _, _, err := ask(t, p, folder)
	if err != nil || n != 12 {
		t.Fatalf("%d, %v", n, err)
	}
	for address, times := range p.asked {
		if strings.Contains(address, "page=1&") || strings.Contains(address, "page=2&") {
			t.Errorf("%s was fetched again, %d times", address, times)
		}
	}
	// Pages of another address, or of another day, are no part of this one.
	old := time.Now().Add(-25 * time.Hour)
	if err := os.Chtimes(filepath.Join(folder, "address"), old, old); err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := ask(t, p, folder); err != nil || len(p.asked) < 5 {
		t.Errorf("old pages are used: %v, %v", p.asked, err)
	}
}

func TestAFeedLeadsNowhereElse(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `[{"id": "1", "name": "x"}]`) }))
	defer elsewhere.Close()
	p := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusFound))
	defer p.Close()
	f, err := newFeed(p.URL, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	f.pause = func(context.Context, time.Duration) error { return errors.New("it is asked again") }
	if b, err := f.Page(t.Context(), 1); err == nil {
		t.Errorf("it was followed to %s", b)
	}
	for _, address := range []string{"ftp://example.org", "example", "file:///etc/passwd"} {
		if _, err := newFeed(address, io.Discard); err == nil {
			t.Errorf("%s is an API", address)
		}
	}
}
