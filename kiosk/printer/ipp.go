package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/jpeg"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/OpenPrinting/goipp"
)

// An Office is a printer that speaks IPP (RFC 8011), as every one does that is sold for
// networks. It is sent pages as a PWG raster or as JPEG.
type Office struct {
	uri    string // ipp://host:631/ipp/print, as the printer is told
	http   string
	client *http.Client
	poll   time.Duration
	id     uint32
}

// NewOffice returns the printer at an address "ipp://host/path" or "ipps://host/path".
func NewOffice(address string) (*Office, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "ipp" && u.Scheme != "ipps" {
		return nil, fmt.Errorf("%q is not the address of a printer: write it like ipp://192.168.1.30/ipp/print", address)
	}
	o := &Office{uri: u.String(), client: pinned(), poll: 500 * time.Millisecond}
	web := *u
	web.Scheme = "http"
	if u.Scheme == "ipps" {
		web.Scheme = "https"
	}
	if u.Port() == "" {
		web.Host = net.JoinHostPort(u.Hostname(), "631")
	}
	o.http = web.String()
	return o, nil
}

// pinned returns a client that speaks to the host it is given and to no other: a slip goes neither
// where a printer sends it nor through a proxy of the machine's settings.
func pinned() *http.Client {
	return &http.Client{
		Timeout:       20 * time.Second,
		Transport:     &http.Transport{Proxy: nil, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 15 * time.Second},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// States of jobs and of printers (RFC 8011).
const (
	jobCanceled    = 7
	jobAborted     = 8
	jobCompleted   = 9
	printerStopped = 5
)

const (
	answerMost      = 1 << 20         // bytes
	refusals        = 0x0100          // the first status that is not a success
	afterEnd        = 5 * time.Second // to take a job back when its visit has ended
	formatRaster    = "image/pwg-raster"
	formatJPEG      = "image/jpeg"
	paperFor        = 7 * time.Second // how long a job may wait beside a tray that is said to be empty: another may have paper
	resolutionUsual = 300
	resolutionMost  = 600 // a sheet of A4 with more dots takes more memory than a kiosk has to spare
)

// user is who prints, as the printer is told: no resident.
func user() goipp.Attribute { return text("requesting-user-name", goipp.TagName, "frontdoor") }

// Print prints a drawing on as many sheets of A4 as it needs.
func (o *Office) Print(ctx context.Context, d Drawing) error {
	about, err := o.do(ctx, goipp.OpGetPrinterAttributes, nil,
		wanted("document-format-supported", "printer-is-accepting-jobs", "printer-state", "printer-state-reasons", "pwg-raster-document-resolution-supported"))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrGone, err)
	}
	if err := about.trouble(); err != nil {
		return err
	}
	dpi, known := about.resolution()
	drawn := d(dpi*a4Inner/254, dpi)
	format, body := formatRaster, []byte(nil)
	formats := about.strings("document-format-supported")
	asPicture := slices.Contains(formats, formatJPEG) && sheetsOf(drawn, dpi) == 1
	switch {
	case slices.Contains(formats, formatRaster) && (known || !asPicture):
		body = pwg(drawn, dpi)
	case asPicture:
		format = formatJPEG
		var b bytes.Buffer
		if err := jpeg.Encode(&b, sheet(drawn, dpi, 0, nil), &jpeg.Options{Quality: 92}); err != nil {
			return fmt.Errorf("%w: %w", ErrFault, err)
		}
		body = b.Bytes()
	default:
		return fmt.Errorf("%w: it takes none of %s and %s", ErrFault, formatRaster, formatJPEG)
	}
	job, err := o.do(ctx, goipp.OpPrintJob, body,
		user(),
		text("job-name", goipp.TagName, "Help point"), // what is on the paper is nobody's business
		text("document-format", goipp.TagMimeType, format))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrGone, err)
	}
	id, ok := job.integer("job-id")
	if !ok {
		return fmt.Errorf("%w: it returned no number for the job", ErrFault)
	}
	return o.follow(ctx, id)
}

// follow waits until a job is printed, and takes it back when it is not.
func (o *Office) follow(ctx context.Context, id int) error {
	tick := time.NewTicker(o.poll)
	defer tick.Stop()
	well := time.Now() // the printer last wanted no paper
	for {
		job, err := o.do(ctx, goipp.OpGetJobAttributes, nil,
			number("job-id", id), wanted("job-state", "job-state-reasons", "job-impressions-completed"))
		if err == nil {
			switch state, _ := job.integer("job-state"); state {
			case jobCompleted:
				return nil
			case jobAborted, jobCanceled:
				return fmt.Errorf("%w: %s", ErrFault, strings.Join(job.strings("job-state-reasons"), ", "))
			}
			about, err := o.do(ctx, goipp.OpGetPrinterAttributes, nil, wanted("printer-state", "printer-state-reasons"))
			if err == nil {
				if err := about.trouble(); err != nil {
					return o.takeBack(ctx, id, err)
				}
				if !about.wantsPaper() {
					well = time.Now()
				} else if time.Since(well) > paperFor {
					return o.takeBack(ctx, id, ErrPaper)
				}
			}
		}
		select {
		case <-ctx.Done():
			return o.takeBack(ctx, id, fmt.Errorf("%w: %w", ErrHalf, ctx.Err()))
		case <-tick.C:
		}
	}
}

// takeBack cancels a job: a printer that gets paper again an hour later must not print it.
func (o *Office) takeBack(ctx context.Context, id int, why error) error {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), afterEnd)
	defer stop()
	if _, err := o.do(ctx, goipp.OpCancelJob, nil, number("job-id", id), user()); err != nil {
		return errors.Join(why, fmt.Errorf("take the job back: %w", err))
	}
	return why
}

// do asks the printer. body is the document of a job.
func (o *Office) do(ctx context.Context, operation goipp.Op, body []byte, more ...goipp.Attribute) (answer, error) {
	o.id++
	m := goipp.NewRequest(goipp.DefaultVersion, operation, o.id)
	m.Operation = append(goipp.Attributes{
		text("attributes-charset", goipp.TagCharset, "utf-8"),
		text("attributes-natural-language", goipp.TagLanguage, "en"),
		text("printer-uri", goipp.TagURI, o.uri),
	}, more...)
	question, err := m.EncodeBytes()
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, o.http, bytes.NewReader(append(question, body...)))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", goipp.ContentType)
	res, err := o.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("it answers %s", res.Status)
	}
	said, err := io.ReadAll(io.LimitReader(res.Body, answerMost))
	if err != nil {
		return nil, err
	}
	return readAnswer(said)
}

// text returns an attribute of one text.
func text(name string, tag goipp.Tag, value string) goipp.Attribute {
	return goipp.MakeAttribute(name, tag, goipp.String(value))
}

// number returns an attribute of one integer.
func number(name string, n int) goipp.Attribute {
	return goipp.MakeAttribute(name, goipp.TagInteger, goipp.Integer(n)) //nolint:gosec // a job's number, as the printer gave it
}

// wanted asks for some attributes only.
func wanted(names ...string) goipp.Attribute {
	a := goipp.Attribute{Name: "requested-attributes"}
	for _, n := range names {
		a.Values.Add(goipp.TagKeyword, goipp.String(n))
	}
	return a
}

// An answer is what a printer says: the values of each attribute, whatever group it is in.
type answer map[string]goipp.Values

var errAnswer = errors.New("its answer is not understood")

// readAnswer reads an IPP answer; one that is not a success is an error.
func readAnswer(b []byte) (answer, error) {
	var m goipp.Message
	err := m.DecodeBytesEx(b, goipp.DecoderOptions{EnableWorkarounds: true})
	if status := goipp.Status(m.Code); status >= refusals { // whether or not the rest of it is understood
		return nil, fmt.Errorf("it answers with status 0x%04x, %s", uint16(status), status)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errAnswer, err)
	}
	a := answer{}
	for _, g := range m.Groups {
		for _, one := range g.Attrs {
			a[one.Name] = append(a[one.Name], one.Values...)
		}
	}
	return a, nil
}

func (a answer) strings(name string) []string {
	var out []string
	for _, v := range a[name] {
		if s, ok := v.V.(goipp.String); ok {
			out = append(out, string(s))
		}
	}
	return out
}

func (a answer) integer(name string) (int, bool) {
	for _, v := range a[name] {
		if n, ok := v.V.(goipp.Integer); ok {
			return int(n), true
		}
	}
	return 0, false
}

// stops reports whether a reason stops a printer (RFC 8011, 5.4.12): one that ends in -error does,
// -warning and -report never do, and one without an ending does where the printer says that it has stopped.
func stops(reason string, state int) (what string, yes bool) {
	for _, mild := range []string{"-warning", "-report"} {
		if rest, ok := strings.CutSuffix(reason, mild); ok {
			return rest, false
		}
	}
	what, grave := strings.CutSuffix(reason, "-error")
	return what, grave || state == printerStopped
}

// wantsPaper reports whether a printer says, however mildly, that paper is missing. That stops nothing
// by itself; beside a job that does not come out it is the reason.
func (a answer) wantsPaper() bool {
	return slices.ContainsFunc(a.strings("printer-state-reasons"), func(r string) bool {
		return strings.HasPrefix(r, "media-empty") || strings.HasPrefix(r, "media-needed")
	})
}

// trouble returns why a printer would not print now; nil where it would.
func (a answer) trouble() error {
	reasons := a.strings("printer-state-reasons")
	state, _ := a.integer("printer-state")
	closed := state == printerStopped
	for _, v := range a["printer-is-accepting-jobs"] {
		closed = closed || v.V == goipp.Boolean(false)
	}
	for _, r := range reasons {
		what, yes := stops(r, state)
		switch {
		case !yes || what == "none":
		case what == "media-empty" || what == "media-needed":
			return ErrPaper
		default:
			closed = true
		}
	}
	if closed {
		return fmt.Errorf("%w: %s", ErrFault, strings.Join(reasons, ", "))
	}
	return nil
}

// resolution returns dots an inch that the printer takes: the ones nearest to 300, and at most 600. known
// is false where it names none of those, and 300 is a guess.
func (a answer) resolution() (dpi int, known bool) {
	best := 0
	for _, v := range a["pwg-raster-document-resolution-supported"] {
		r, ok := v.V.(goipp.Resolution)
		if ok && r.Units == goipp.UnitsDpi && r.Xres == r.Yres && r.Xres >= 100 && r.Xres <= resolutionMost && (best == 0 || far(r.Xres) < far(best)) {
			best = r.Xres
		}
	}
	if best == 0 {
		return resolutionUsual, false
	}
	return best, true
}

func far(dpi int) int { return max(dpi-resolutionUsual, resolutionUsual-dpi) }
