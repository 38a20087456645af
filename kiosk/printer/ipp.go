package printer

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// An Office is a printer that speaks IPP (RFC 8011), as every one does that is sold for
// networks. It is sent pages as a PWG raster or as JPEG.
type Office struct {
	uri    string // ipp://host:631/ipp/print, as the printer is told
	http   string
	client *http.Client
	poll   time.Duration
	id     int32
}

// NewOffice gives the printer at an address "ipp://host/path" or "ipps://host/path".
func NewOffice(address string) (*Office, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "ipp" && u.Scheme != "ipps" {
		return nil, fmt.Errorf("%q is not the address of a printer: write it like ipp://192.168.1.30/ipp/print", address)
	}
	o := &Office{uri: u.String(), client: &http.Client{Timeout: 20 * time.Second}, poll: 500 * time.Millisecond}
	web := *u
	web.Scheme = "http"
	if u.Scheme == "ipps" {
		web.Scheme = "https"
	}
	if u.Port() == "" {
		web.Host = u.Hostname() + ":631"
	}
	o.http = web.String()
	return o, nil
}

// The operations and the tags that are used (RFC 8010, RFC 8011).
const (
	printJob        = 0x0002
	cancelJob       = 0x0008
	getJob          = 0x0009
	getPrinter      = 0x000b
	tagOperation    = 0x01
	tagEnd          = 0x03
	tagInteger      = 0x21
	tagEnum         = 0x23
	tagResolution   = 0x32
	tagName         = 0x42
	tagKeyword      = 0x44
	tagURI          = 0x45
	tagCharset      = 0x47
	tagLanguage     = 0x48
	tagMime         = 0x49
	jobCanceled     = 7
	jobAborted      = 8
	jobCompleted    = 9
	printerStopped  = 5
	answerMost      = 1 << 20
	afterEnd        = 5 * time.Second // to take a job back when its visit has ended
	formatRaster    = "image/pwg-raster"
	formatJPEG      = "image/jpeg"
	resolutionUsual = 300
)

// Print prints a drawing on as many sheets of A4 as it needs.
func (o *Office) Print(ctx context.Context, d Drawing) error {
	about, err := o.do(ctx, getPrinter, nil, nil,
		attribute{tagKeyword, "requested-attributes", []string{
			"document-format-supported", "printer-is-accepting-jobs", "printer-state", "printer-state-reasons", "pwg-raster-document-resolution-supported",
		}})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrGone, err)
	}
	if err := about.trouble(); err != nil {
		return err
	}
	dpi := about.resolution()
	pages := sheets(d(dpi*a4Inner/254, dpi), dpi)
	format, body := formatRaster, []byte(nil)
	switch formats := about.strings("document-format-supported"); {
	case slices.Contains(formats, formatRaster):
		body = pwg(pages, dpi)
	case slices.Contains(formats, formatJPEG) && len(pages) == 1:
		format = formatJPEG
		var b bytes.Buffer
		if err := jpeg.Encode(&b, pages[0], &jpeg.Options{Quality: 92}); err != nil {
			return fmt.Errorf("%w: %w", ErrFault, err)
		}
		body = b.Bytes()
	default:
		return fmt.Errorf("%w: it takes none of %s and %s", ErrFault, formatRaster, formatJPEG)
	}
	job, err := o.do(ctx, printJob, body, nil,
		attribute{tagName, "requesting-user-name", []string{"frontdoor"}},
		attribute{tagName, "job-name", []string{"Help point"}}, // what is on the paper is nobody's business
		attribute{tagMime, "document-format", []string{format}})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrGone, err)
	}
	id, ok := job.integer("job-id")
	if !ok {
		return fmt.Errorf("%w: it gives the job no number", ErrFault)
	}
	return o.follow(ctx, id)
}

// follow waits until a job is printed, and takes it back when it is not.
func (o *Office) follow(ctx context.Context, id int) error {
	tick := time.NewTicker(o.poll)
	defer tick.Stop()
	for {
		job, err := o.do(ctx, getJob, nil, &id,
			attribute{tagKeyword, "requested-attributes", []string{"job-state", "job-state-reasons", "job-impressions-completed"}})
		if err == nil {
			switch state, _ := job.integer("job-state"); state {
			case jobCompleted:
				return nil
			case jobAborted, jobCanceled:
				return fmt.Errorf("%w: %s", ErrFault, strings.Join(job.strings("job-state-reasons"), ", "))
			}
			about, err := o.do(ctx, getPrinter, nil, nil, attribute{tagKeyword, "requested-attributes", []string{"printer-state", "printer-state-reasons"}})
			if err == nil {
				if err := about.trouble(); err != nil {
					return o.takeBack(ctx, id, err)
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
	if _, err := o.do(ctx, cancelJob, nil, &id, attribute{tagName, "requesting-user-name", []string{"frontdoor"}}); err != nil {
		return errors.Join(why, fmt.Errorf("take the job back: %w", err))
	}
	return why
}

// An attribute is a name with its values, all of one kind.
type attribute struct {
	tag    byte
	name   string
	values []string
}

// do asks the printer. body is the document of a job; job is the number of one that there is.
func (o *Office) do(ctx context.Context, operation uint16, body []byte, job *int, more ...attribute) (answer, error) {
	var b bytes.Buffer
	o.id++
	b.Write([]byte{2, 0}) // IPP/2.0
	b.Write(binary.BigEndian.AppendUint16(nil, operation))
	b.Write(binary.BigEndian.AppendUint32(nil, uint32(o.id))) //nolint:gosec // it counts up from 1
	b.WriteByte(tagOperation)
	for _, a := range append([]attribute{
		{tagCharset, "attributes-charset", []string{"utf-8"}},
		{tagLanguage, "attributes-natural-language", []string{"en"}},
		{tagURI, "printer-uri", []string{o.uri}},
	}, more...) {
		if a.name == "requested-attributes" && job != nil || a.name == "requesting-user-name" && job != nil {
			writeInteger(&b, "job-id", *job)
			job = nil
		}
		a.write(&b)
	}
	b.WriteByte(tagEnd)
	b.Write(body)
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, o.http, &b)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/ipp")
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

func (a attribute) write(b *bytes.Buffer) {
	for i, v := range a.values {
		name := a.name
		if i > 0 {
			name = "" // a further value of the same
		}
		writeValue(b, a.tag, name, []byte(v))
	}
}

func writeInteger(b *bytes.Buffer, name string, n int) {
	writeValue(b, tagInteger, name, binary.BigEndian.AppendUint32(nil, uint32(n))) //nolint:gosec // a job's number, as the printer gave it
}

func writeValue(b *bytes.Buffer, tag byte, name string, v []byte) {
	b.WriteByte(tag)
	b.Write(binary.BigEndian.AppendUint16(nil, uint16(len(name)))) //nolint:gosec // our own names
	b.WriteString(name)
	b.Write(binary.BigEndian.AppendUint16(nil, uint16(len(v)))) //nolint:gosec // our own values
	b.Write(v)
}

// An answer is what a printer says: the values of each attribute.
type answer map[string][]value

type value struct {
	tag byte
	raw []byte
}

var errAnswer = errors.New("its answer is not understood")

// readAnswer reads an IPP answer; one that is no success is an error.
func readAnswer(b []byte) (answer, error) {
	if len(b) < 8 {
		return nil, errAnswer
	}
	if status := binary.BigEndian.Uint16(b[2:]); status >= 0x0100 {
		return nil, fmt.Errorf("it answers with status 0x%04x", status)
	}
	a := answer{}
	last := ""
	for b = b[8:]; len(b) > 0; {
		tag := b[0]
		b = b[1:]
		if tag == tagEnd {
			return a, nil
		}
		if tag < 0x10 { // a group begins
			continue
		}
		name, rest, ok := field(b)
		if !ok {
			return nil, errAnswer
		}
		v, rest, ok := field(rest)
		if !ok {
			return nil, errAnswer
		}
		if len(name) > 0 {
			last = string(name)
		}
		a[last] = append(a[last], value{tag, v})
		b = rest
	}
	return nil, errAnswer
}

func field(b []byte) (v, rest []byte, ok bool) {
	if len(b) < 2 {
		return nil, nil, false
	}
	n := int(binary.BigEndian.Uint16(b))
	if len(b) < 2+n {
		return nil, nil, false
	}
	return b[2 : 2+n], b[2+n:], true
}

func (a answer) strings(name string) []string {
	var out []string
	for _, v := range a[name] {
		out = append(out, string(v.raw))
	}
	return out
}

func (a answer) integer(name string) (int, bool) {
	for _, v := range a[name] {
		if (v.tag == tagInteger || v.tag == tagEnum) && len(v.raw) == 4 {
			return int(int32(binary.BigEndian.Uint32(v.raw))), true //nolint:gosec // as it is on the wire
		}
	}
	return 0, false
}

// trouble says why a printer would not print now.
func (a answer) trouble() error {
	for _, r := range a.strings("printer-state-reasons") {
		if strings.HasPrefix(r, "media-empty") || strings.HasPrefix(r, "media-needed") {
			return ErrPaper
		}
	}
	state, _ := a.integer("printer-state")
	closed := slices.ContainsFunc(a["printer-is-accepting-jobs"], func(v value) bool { return len(v.raw) == 1 && v.raw[0] == 0 })
	if state == printerStopped || closed {
		return fmt.Errorf("%w: %s", ErrFault, strings.Join(a.strings("printer-state-reasons"), ", "))
	}
	return nil
}

// resolution gives dots an inch that the printer takes: the one nearest to 300.
func (a answer) resolution() int {
	best := 0
	for _, v := range a["pwg-raster-document-resolution-supported"] {
		if v.tag != tagResolution || len(v.raw) != 9 || v.raw[8] != 3 {
			continue
		}
		x, y := int(binary.BigEndian.Uint32(v.raw)), int(binary.BigEndian.Uint32(v.raw[4:]))
		if x == y && x >= 100 && x <= 1200 && (best == 0 || far(x) < far(best)) {
			best = x
		}
	}
	if best == 0 {
		return resolutionUsual
	}
	return best
}

func far(dpi int) int { return max(dpi-resolutionUsual, resolutionUsual-dpi) }

// A4 in tenths of a millimetre, and the part of its width that is printed on. What is drawn is
// as wide as a hand: nobody reads lines across a whole sheet.
const (
	a4Width  = 2100
	a4Height = 2970
	a4Inner  = 1200
	a4Margin = 150
)

// sheets puts a drawing on as many sheets of A4 as it needs.
func sheets(img *image.Gray, dpi int) []*image.Gray {
	w, h, m := dpi*a4Width/254, dpi*a4Height/254, dpi*a4Margin/254
	room := h - 2*m
	var pages []*image.Gray
	for top := 0; top < img.Rect.Dy() || top == 0; top += room {
		p := image.NewGray(image.Rect(0, 0, w, h))
		for i := range p.Pix {
			p.Pix[i] = 0xff
		}
		for y := range min(room, img.Rect.Dy()-top) {
			from := img.Pix[(top+y)*img.Stride : (top+y)*img.Stride+img.Rect.Dx()]
			copy(p.Pix[(m+y)*p.Stride+m:], from)
		}
		pages = append(pages, p)
	}
	return pages
}
