package takeaway_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/code"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/takeaway"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

func surgery() directory.Answer {
	yes := true
	return directory.Answer{
		Service: directory.Service{
			ID: "meadow-road", Name: "Meadow Road Practice; St John's, E1", Kind: "gp", Phones: []directory.Phone{{Number: "020 7946 0144"}},
			Location: &directory.Location{Address: []string{"3 Meadow Road", "London"}, Postcode: "E1 5ZZ"}, Cost: &directory.Cost{Free: true},
			Description: &directory.Prose{Lang: "en", Text: "Women's health on Tuesdays."},
			Languages:   []string{"bn", "pl", "ar", "ur", "zh-Hans"}, StepFree: &yes, Interpreting: &yes, Documents: []string{}, Rights: []string{"gp-no-proof"},
		},
		Metres: 640, Walk: 12, Open: directory.Opening{State: directory.OpenNow, At: 18*60 + 30, Today: true},
		Trust: directory.Trust{Source: "example", VerifiedOn: directory.Date{Year: 2026, Month: time.November, Day: 16}},
	}
}

var from = takeaway.From{Site: "Example Library", When: time.Date(2026, time.November, 24, 11, 42, 0, 0, time.UTC)}

func offer() handoff.Offer {
	return handoff.Offer{
		Best: handoff.Desk, Desk: directory.Opening{State: directory.OpenNow, At: 17 * 60, Today: true},
		Number: "020 7946 0123", Calls: directory.Opening{State: directory.OpenNow, At: 20 * 60, Today: true},
	}
}

// papers returns every paper in every language.
func papers(t *testing.T) map[string]takeaway.Paper {
	t.Helper()
	words, err := locales.Open()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]takeaway.Paper{}
	en := words.Printer("en")
	for _, l := range locales.All() {
		p := words.Printer(l.Tag)
		all[l.Tag+" service"] = takeaway.Service(p, en, from, surgery())
		all[l.Tag+" plan"] = takeaway.Plan(p, en, from, "health/gp", []directory.Answer{surgery(), surgery(), surgery(), surgery()})
		all[l.Tag+" person"] = takeaway.Person(p, en, from, offer())
		all[l.Tag+" right"] = takeaway.Right(p, en, from, wording.RightCard(p, en, directory.Card{Right: "gp-no-proof", Trust: surgery().Trust}))
		all[l.Tag+" handover"] = takeaway.Handover(p, en, from, []handoff.Line{
			{Kind: handoff.LineLanguage, Value: l.Tag}, {Kind: handoff.LineNeed, Value: "health/gp"}, {Kind: handoff.LineAccess, Value: handoff.Seat},
		})
	}
	return all
}

// large returns a code as a camera sees it: some pixels a module.
func large(m *image.Gray, each int) *image.Gray {
	n := m.Bounds().Dx() * each
	out := image.NewGray(image.Rect(0, 0, n, n))
	for y := range n {
		for x := range n {
			out.SetGray(x, y, m.GrayAt(x/each, y/each))
		}
	}
	return out
}

func zxing(t *testing.T, img image.Image) string {
	t.Helper()
	b, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_CHARACTER_SET: "UTF-8", gozxing.DecodeHintType_TRY_HARDER: true}
	r, err := qrcode.NewQRCodeReader().Decode(b, hints)
	if err != nil { // it looks for the corners in a way of its own, and does not always find those of a picture without noise
		t.Logf("gozxing does not find the corners: %v", err)
		hints[gozxing.DecodeHintType_PURE_BARCODE] = true
		r, err = qrcode.NewQRCodeReader().Decode(b, hints)
	}
	if err != nil {
		t.Fatalf("gozxing does not read it: %v", err)
	}
	return r.GetText()
}

func zbar(t *testing.T, img image.Image) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "code.png")
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "zbarimg", "-q", "--raw", path).Output()
	if err != nil {
		t.Fatalf("zbarimg does not read it: %v", err)
	}
	return strings.TrimSuffix(string(out), "\n")
}

func TestTwoDecodersReadEveryCardInEveryLanguage(t *testing.T) {
	complete.NotQuick(t, "starts zbarimg")
	if _, err := exec.LookPath("zbarimg"); err != nil {
		complete.Lacking(t, "there is no zbarimg: scripts/setup.sh installs zbar-tools")
	}
	for name, p := range papers(t) {
		t.Run(name, func(t *testing.T) {
			m := code.Modules(p.Card)
			if m == nil {
				t.Fatalf("%d bytes make no code", len(p.Card))
			}
			img := large(m, 6)
			if got := zxing(t, img); got != p.Card {
				t.Errorf("gozxing reads %q, want %q", got, p.Card)
			}
			if got := zbar(t, img); got != p.Card {
				t.Errorf("zbar reads %q, want %q", got, p.Card)
			}
			t.Logf("%d bytes, %d modules", len(p.Card), m.Bounds().Dx())
		})
	}
}

func TestACardHoldsTheInformationAndNoAddressToVisit(t *testing.T) {
	for name, p := range papers(t) {
		if strings.Contains(p.Card, "http") || strings.Contains(p.Card, "URL") {
			t.Errorf("%s leads somewhere: %q", name, p.Card)
		}
		for _, line := range strings.Split(strings.TrimSuffix(p.Card, "\r\n"), "\r\n") {
			if field, _, ok := strings.Cut(line, ":"); !ok || strings.ContainsAny(line, "\r\n\u2066\u2069\u00a0") || field == "" {
				t.Errorf("%s has the line %q", name, line)
			}
		}
		if strings.HasSuffix(name, "service") {
			for _, want := range []string{`FN:Meadow Road Practice\; St John's\, E1`, "TEL;TYPE=VOICE:02079460144", ";;3 Meadow Road;London;;E1 5ZZ;"} {
				if !strings.Contains(p.Card, want) {
					t.Errorf("%s does not say %q: %q", name, want, p.Card)
				}
			}
		}
	}
}

func TestEachFactStandsAboveItsOwnEnglish(t *testing.T) {
	for name, p := range papers(t) {
		if name != "pl service" {
			continue
		}
		want := map[string]string{
			"Lekarze (GP)": "Doctors (GP)", "12 min pieszo · 0,4 mili": "12 min walk · 0.4 miles",
			"Można poprosić o tłumacza. To nic nie kosztuje.": "You can ask for an interpreter. It is free.",
			"Women's health on Tuesdays.":                     "",
		}
		for _, part := range p.Parts {
			if en, ok := want[part.Text]; ok {
				if part.English != en {
					t.Errorf("%q stands above %q", part.Text, part.English)
				}
				delete(want, part.Text)
			}
		}
		if len(want) > 0 {
			t.Errorf("not on paper: %v", want)
		}
	}
}

func TestWhatIsConfidentialIsOnNoPaper(t *testing.T) {
	words, err := locales.Open()
	if err != nil {
		t.Fatal(err)
	}
	a := surgery()
	a.Service.Location.Confidential = true
	for _, l := range locales.All() {
		p := takeaway.Service(words.Printer(l.Tag), words.Printer("en"), from, a)
		said := p.Card
		for _, part := range p.Parts {
			said += part.Text + part.English
		}
		if strings.Contains(said, "Meadow Road,") || strings.Contains(said, "3 Meadow") || strings.Contains(said, "5ZZ") {
			t.Errorf("%s: %q", l.Tag, said)
		}
	}
}

// ink returns how many rows of a picture have ink, and whether any touches its sides.
func ink(img *image.Gray) (rows int, cut bool) {
	for y := range img.Rect.Dy() {
		some := false
		for x := range img.Rect.Dx() {
			if img.GrayAt(x, y).Y < 128 {
				some = true
				cut = cut || y == 0 || y == img.Rect.Dy()-1
			}
		}
		if some {
			rows++
		}
	}
	return rows, cut
}

func TestEveryScriptIsDrawnWholeOnEveryRoll(t *testing.T) {
	complete.NotQuick(t, "draws every paper for every roll")
	e := typeset.NewEngine()
	folder := os.Getenv("FRONTDOOR_PICTURES")
	for name, p := range papers(t) {
		for _, roll := range []struct{ width, dpi int }{{384, 203}, {576, 203}, {1417, 300}} {
			img := takeaway.Draw(e, p, roll.width, roll.dpi)
			rows, cut := ink(img)
			if img.Rect.Dx() != roll.width || cut || rows*3 < img.Rect.Dy() {
				t.Errorf("%s at %d: %v, %d rows with ink, cut %t", name, roll.width, img.Rect, rows, cut)
			}
			if folder == "" || roll.width != 576 {
				continue
			}
			var b bytes.Buffer
			if err := png.Encode(&b, img); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, strings.ReplaceAll(name, " ", "-")+".png"), b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestTheCodeOnPaperIsRead(t *testing.T) {
	complete.NotQuick(t, "reads every code from a drawn paper")
	for name, p := range papers(t) {
		if !strings.HasSuffix(name, "service") {
			continue
		}
		img := takeaway.Draw(typeset.NewEngine(), p, 384, 203)
		black := image.NewGray(img.Rect) // as a receipt printer prints: black or nothing
		for i, v := range img.Pix {
			if v >= 128 {
				black.Pix[i] = 0xff
			}
		}
		if got := zbar(t, black); got != p.Card {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// The English beneath a line says the same as the line. A text that is only in
// English, and is marked so, moves nothing out of its place.
func TestEnglishStandsUnderItsOwnLine(t *testing.T) {
	words, err := locales.Open()
	if err != nil {
		t.Fatal(err)
	}
	en := words.Printer("en")
	a := surgery()
	a.News = []directory.News{{Kind: directory.AlertClosed, Text: &directory.Prose{Lang: "en", Text: "A burst pipe."}}}
	a.Service.Hours = &directory.Hours{Schedules: []directory.Schedule{{Freq: directory.Monthly, ByDay: []directory.ByDay{{Nth: 1, Day: time.Tuesday}}, Span: directory.Span{Open: 600, Close: 720}}}}
	for _, l := range locales.All() {
		p := words.Printer(l.Tag)
		beneath := map[string]string{}
		for _, part := range takeaway.Service(p, en, from, a).Parts {
			beneath[part.Text] = part.English
		}
		for _, message := range []string{"alert.closed", "fact.interpreter"} {
			if got, ok := beneath[p.T(message)]; !ok || l.Tag != "en" && got != en.T(message) {
				t.Errorf("%s: under %q stands %q", l.Tag, p.T(message), got)
			}
		}
		usual := wording.Usual(p, a)[0]
		if got, ok := beneath[usual]; !ok || l.Tag != "en" && got != wording.Usual(en, a)[0] {
			t.Errorf("%s: under %q stands %q", l.Tag, usual, got)
		}
	}
}

// A place that is somewhere else for a time is shown without an address, on paper and in both
// codes.
func TestAPlaceThatHasMovedHasNoAddressToGoTo(t *testing.T) {
	words, err := locales.Open()
	if err != nil {
		t.Fatal(err)
	}
	en := words.Printer("en")
	a := surgery()
	a.News = []directory.News{{Kind: directory.AlertMoved}}
	a.Service.Location, a.Metres, a.Walk = &directory.Location{}, -1, -1
	service, plan := takeaway.Service(en, en, from, a), takeaway.Plan(en, en, from, "health/gp", []directory.Answer{a})
	if strings.Contains(service.Card, "ADR") {
		t.Errorf("an address without anything: %s", service.Card)
	}
	for name, p := range map[string]takeaway.Paper{"service": service, "plan": plan} {
		if !strings.Contains(p.Card, "In another place for a time.") || strings.Contains(p.Card, " -  - ") {
			t.Errorf("%s: %s", name, p.Card)
		}
	}
}
