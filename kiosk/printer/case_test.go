package printer

import (
	"errors"
	"fmt"
	"image"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/OpenPrinting/goipp"
)

// said returns the answer of a printer in a state, with reasons.
func said(state int, reasons ...string) answer {
	a := answer{}
	var v goipp.Values
	v.Add(goipp.TagEnum, goipp.Integer(state)) //nolint:gosec // one of three
	a["printer-state"] = v
	v = nil
	for _, r := range reasons {
		v.Add(goipp.TagKeyword, goipp.String(r))
	}
	a["printer-state-reasons"] = v
	return a
}

func TestCaseAPrintersReasonsStopItByTheirEnding(t *testing.T) {
	const idle, printing = 3, 4
	for _, c := range []struct {
		state   int
		reasons string
		want    error
	}{
		{idle, "none", nil},
		{idle, "media-empty-warning", nil},
		{printing, "media-needed-report", nil},
		{idle, "toner-low-warning media-low-report", nil},
		{idle, "media-empty", nil}, // another tray has paper: it has not stopped
		{idle, "media-empty-error", ErrPaper},
		{printing, "media-needed-error", ErrPaper},
		{printerStopped, "media-empty", ErrPaper},
		{printerStopped, "media-empty-warning", ErrFault},
		{printerStopped, "none", ErrFault},
		{idle, "cover-open-error", ErrFault},
		{idle, "cover-open-warning", nil},
		{idle, "media-empty-error-report", nil},
	} {
		err := said(c.state, strings.Fields(c.reasons)...).trouble()
		if !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("state %d, %s: %v, want %v", c.state, c.reasons, err, c.want)
		}
	}
}

func TestCaseAPrinterSendsNoSlipElsewhere(t *testing.T) {
	var elsewhere atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		n, _ := io.Copy(io.Discard, r.Body)
		elsewhere.Add(n + 1)
	}))
	defer other.Close()
	for _, code := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		liar := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL+"/collect", code)
		}))
		o, err := NewOffice("ipp" + strings.TrimPrefix(liar.URL, "http") + "/ipp/print")
		if err != nil {
			t.Fatal(err)
		}
		if err := o.Print(t.Context(), func(w, _ int) *image.Gray { return image.NewGray(image.Rect(0, 0, w, 10)) }); err == nil {
			t.Errorf("%d is printed", code)
		}
		liar.Close()
	}
	if n := elsewhere.Load(); n > 0 {
		t.Errorf("%d bytes were sent elsewhere", n)
	}
	// Nor through a proxy of the machine's settings, which are read once in a process.
	if tr, ok := pinned().Transport.(*http.Transport); !ok || tr.Proxy != nil {
		t.Error("a slip goes through a proxy")
	}
}

func TestCaseAPrintersDotsAreBounded(t *testing.T) {
	offers := func(dpi ...int) answer {
		var v goipp.Values
		for _, d := range dpi {
			v.Add(goipp.TagResolution, goipp.Resolution{Xres: d, Yres: d, Units: goipp.UnitsDpi})
		}
		return answer{"pwg-raster-document-resolution-supported": v}
	}
	for want, dpi := range map[int][]int{300: {1200}, 600: {600, 1200}, 180: {180, 1200}} {
		if got, _ := offers(dpi...).resolution(); got != want {
			t.Errorf("of %v it is %d, want %d", dpi, got, want)
		}
	}
}

func TestCaseAPrintersIPv6AddressKeepsItsBrackets(t *testing.T) {
	for address, want := range map[string]string{
		"ipp://[fd00::30]/ipp/print":       "http://[fd00::30]:631/ipp/print",
		"ipps://[fd00::30]:8631/ipp/print": "https://[fd00::30]:8631/ipp/print",
		"ipp://printer.local/ipp/print":    "http://printer.local:631/ipp/print",
	} {
		o, err := NewOffice(address)
		if err != nil {
			t.Fatal(err)
		}
		if o.http != want {
			t.Errorf("%s: %s", address, fmt.Sprint(o.http))
		}
	}
}
