package journey_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"frontdoor/kiosk/journey"
)

var update = flag.Bool("update", false, "write what the scripts come to into their files")

// A script is a journey as text: a line "> event" and beneath it what the event comes to: the
// fields of the state that changed, and the effects in their order. Lines of "#" say whose
// journey it is.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/scripts/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("only %d journeys are there", len(files))
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			want, err := os.ReadFile(file) //nolint:gosec // our own test data
			if err != nil {
				t.Fatal(err)
			}
			got := playScript(t, string(want))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil { //nolint:gosec // our own test data
					t.Fatal(err)
				}
			} else if got != string(want) {
				t.Errorf("it comes to\n%s", got)
			}
		})
	}
}

func playScript(t *testing.T, script string) string {
	t.Helper()
	var out strings.Builder
	var s journey.State
	for line := range strings.Lines(script) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			out.WriteString(line)
			continue
		}
		event, ok := strings.CutPrefix(line, "> ")
		if !ok {
			continue // of an earlier run
		}
		to, effects := journey.Step(s, parse(t, strings.TrimSpace(event)))
		out.WriteString(line)
		if changed := difference(s, to); changed != "" {
			out.WriteString("  " + changed + "\n")
		}
		for _, e := range effects {
			fmt.Fprintf(&out, "  + %s\n", strings.TrimSpace(string(e.Deed)+" "+e.Value))
		}
		s = to
	}
	return out.String()
}

// difference says which fields of a state changed, and to what.
func difference(from, to journey.State) string {
	var all []string
	a, b := reflect.ValueOf(from), reflect.ValueOf(to)
	for i := range b.NumField() {
		x, y := fmt.Sprint(a.Field(i).Interface()), fmt.Sprint(b.Field(i).Interface())
		if x != y {
			all = append(all, strings.ToLower(b.Type().Field(i).Name)+"="+strconv.Quote(strings.Trim(y, "[]{}")))
		}
	}
	return strings.Join(all, " ")
}

// parse reads an event: a touch by its kind and value, or "core:" and an answer.
func parse(t *testing.T, text string) journey.Event {
	t.Helper()
	answer, ok := strings.CutPrefix(text, "core: ")
	if !ok {
		kind, value, _ := strings.Cut(text, " ")
		return do(journey.Kind(kind), value)
	}
	what, value, _ := strings.Cut(answer, " ")
	words := strings.Fields(value)
	switch what {
	case "found":
		return journey.Found{Postcode: value}
	case "not-found":
		return journey.NotFound{Fault: journey.Fault(value)}
	case "pin-right":
		return journey.PinRight{}
	case "pin-wrong":
		return journey.PinWrong{Fault: journey.Fault(value)}
	case "listed":
		return journey.Listed{Lacks: words}
	case "offered":
		return journey.Offered{Best: words[0], Called: len(words) > 1}
	case "called":
		return journey.Called{}
	case "nobody":
		return journey.NotCalledNow{}
	case "call":
		c := journey.CallChanged{Phase: journey.Phase(words[0])}
		for _, w := range words[1:] {
			switch name, value, _ := strings.Cut(w, "="); name {
			case "missed":
				c.Missed, _ = strconv.Atoi(value)
			case "waited":
				c.Waited = value
			case "beside":
				c.Beside = true
			}
		}
		return c
	case "printed":
		return journey.Printed{}
	case "not-printed":
		return journey.NotPrinted{}
	case "silence":
		return journey.Silence{}
	case "switched-off":
		return journey.SwitchedOff{}
	}
	t.Fatalf("%q is not an event", text)
	return nil
}
