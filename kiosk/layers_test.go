package kiosk_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// module is the prefix of our own packages.
const module = "frontdoor/"

// A room is what one package may import of ours, and why no more. Names are given without
// the module; "x/*" is all below x.
type room struct {
	may string
	why string
}

// rooms is the whole house. A package that is not here has no place yet: give it one, with
// the reason, before it is written.
var rooms = map[string]room{
	"cmd/bench":         {"internal/rig/walkthrough locales assets/fonts assets/icons internal/cli", "it times programs from outside, as a person would, and knows only the words and letters that both show"},
	"cmd/bench/compare": {"kiosk/pack internal/rig/specimen kiosk/directory kiosk/needs", "a pack and SQLite are asked the same; nothing else of ours knows both"},
	"cmd/content": {
		"kiosk/content kiosk/content/* kiosk/pack kiosk/directory kiosk/needs locales internal/cli internal/durable",
		"the editors' bench wires importers and packs, and knows no visit, count or call",
	},
	"cmd/gallery": {
		"kiosk/journey kiosk/needs kiosk/ui kiosk/ui/storybook internal/rig/walkthrough locales internal/cli internal/tongue",
		"it draws invented views, and walks a real kiosk from outside",
	},
	"cmd/hub": {
		"hub hub/* kiosk/usage kiosk/delivery/stick kiosk/journey kiosk/needs locales internal/build internal/cli internal/durable internal/enrol internal/limit",
		"the hub is told counts and nothing else of a kiosk; what needs and screens there are decides which may be counted",
	},
	"cmd/kiosk": {
		"kiosk kiosk/bell kiosk/clock kiosk/code kiosk/delivery kiosk/delivery/* kiosk/desk kiosk/directory kiosk/glass kiosk/handoff kiosk/journey kiosk/needs kiosk/pack kiosk/printer kiosk/queue kiosk/site kiosk/ui kiosk/ui/window kiosk/usage kiosk/wording locales internal/build internal/cli internal/durable internal/enrol internal/tongue",
		"it wires a kiosk's parts to its core, and a window to its glass; it knows no hub, and nothing of the editors'",
	},
	"cmd/simulate": {
		"internal/rig/chaos internal/rig/outage internal/cli",
		"flags of what the rigs do",
	},

	"kiosk": {
		"kiosk/journey kiosk/tally kiosk/directory kiosk/needs kiosk/usage kiosk/queue kiosk/handoff kiosk/site kiosk/glass kiosk/phrasebook kiosk/takeaway kiosk/printer kiosk/typeset kiosk/wording locales",
		"the core joins the rooms; it draws nothing and delivers nothing, so that neither a driver nor a network can hold it up",
	},
	"kiosk/journey":              {"kiosk/needs", "pure: every way through the kiosk is tested, replayed and simulated; which needs are of people in danger is the tree's to say"},
	"kiosk/tally":                {"kiosk/journey kiosk/directory kiosk/needs kiosk/usage", "pure: what happened becomes counts in one table"},
	"kiosk/needs":                {"", "the tree stands alone; content, directory and the glass all speak of it"},
	"kiosk/directory":            {"kiosk/needs", "the types of services and their ranking are shared by core, importers and hub-less tools"},
	"kiosk/clock":                {"", "pure: one judgement of a clock, for all who tell the time"},
	"kiosk/usage":                {"", "the vocabulary of counts knows no resident, so that no count can hold one"},
	"kiosk/pack":                 {"kiosk/directory assets/builtin internal/apart internal/durable", "what a kiosk knows of services; who decides what may be said there is not linked with it"},
	"kiosk/pack/packtest":        {"kiosk/directory kiosk/pack", "packs for tests, looked through at their end"},
	"kiosk/content":              {"kiosk/content/intake kiosk/pack kiosk/directory kiosk/typeset assets/builtin internal/durable", "the editors' bench; it knows nobody who asks, and no kiosk links it"},
	"kiosk/content/intake":       {"kiosk/directory kiosk/needs internal/durable", "what all importers do in one way: options, secrecy, names, numbers and the report; needs says which are of danger"},
	"kiosk/content/feed":         {"kiosk/content/intake kiosk/content/openreferral internal/durable", "pages come from a network and are kept on a disk; what they mean is openreferral's"},
	"kiosk/content/preview":      {"kiosk/directory kiosk/needs kiosk/wording locales", "an editor reads what a resident would see, by the same rules and words"},
	"kiosk/content/ods":          {"kiosk/content kiosk/content/intake kiosk/content/postcodes kiosk/directory", "an importer turns files into services"},
	"kiosk/content/libraries":    {"kiosk/content kiosk/content/intake kiosk/content/postcodes kiosk/directory", "an importer turns files into services"},
	"kiosk/content/openreferral": {"kiosk/content/intake kiosk/directory", "an importer turns records into services and back; who fetches them is told to it"},
	"kiosk/content/spreadsheet":  {"kiosk/content/intake kiosk/directory", "an importer turns files into services"},
	"kiosk/content/postcodes":    {"kiosk/content kiosk/content/intake kiosk/directory", "where a postcode is"},
	"kiosk/desk":                 {"kiosk/handoff kiosk/site internal/durable internal/limit", "the console knows calls and devices; what ids are called it is told, and no resident, visit or count"},
	"kiosk/code":                 {"", "a text becomes a picture"},
	"kiosk/takeaway":             {"kiosk/directory kiosk/handoff kiosk/wording kiosk/typeset kiosk/code locales assets/icons", "what a resident carries out of the door is made of facts and words; it knows no printer and no screen"},
	"kiosk/printer":              {"", "pictures become paper; it knows no word and no resident"},
	"kiosk/handoff":              {"kiosk/directory", "who can be talked to follows the rota and the clock, never what a resident chose"},
	"kiosk/site":                 {"kiosk/directory kiosk/handoff internal/durable", "what an installer writes"},
	"kiosk/phrasebook":           {"", "which sentences there are and what may be put into them; their words are locales'"},
	"kiosk/glass":                {"kiosk/journey kiosk/directory kiosk/handoff kiosk/phrasebook kiosk/usage", "the pipe carries plain values; it knows no words and no widgets"},
	"kiosk/typeset":              {"assets/fonts", "text of any script, for the glass, paper and tests alike"},
	"kiosk/wording":              {"kiosk/directory kiosk/handoff kiosk/needs kiosk/phrasebook kiosk/usage locales assets/icons", "facts become words in one place, for the glass, paper and speech"},
	"kiosk/ui": {
		"kiosk/ui/kit kiosk/glass kiosk/journey kiosk/directory kiosk/handoff kiosk/phrasebook kiosk/typeset kiosk/wording locales assets/icons",
		"a view takes values and gives back actions; it reaches no service, count or clock",
	},
	"kiosk/ui/storybook": {
		"kiosk/glass kiosk/journey kiosk/directory kiosk/phrasebook kiosk/handoff kiosk/usage",
		"invented views are plain values like the core's; a story must not need what it shows",
	},
	"kiosk/ui/window":      {"", "what people see of a window is the X server's to say; it knows no toolkit, and whose window it is it is told"},
	"kiosk/ui/kit":         {"kiosk/journey kiosk/typeset kiosk/code assets/icons", "widgets know what an action is and no screen"},
	"kiosk/queue":          {"kiosk/clock kiosk/usage internal/apart internal/durable", "hours of counts on the disk, and nothing else on the disk"},
	"kiosk/bell":           {"kiosk/handoff assets/sounds internal/durable", "a command runs while somebody is called; who is called the board says"},
	"kiosk/delivery":       {"internal/durable internal/enrol", "who a kiosk is to its hub; what it has counted is not here"},
	"kiosk/delivery/line":  {"kiosk/delivery kiosk/usage internal/durable internal/enrol", "it reads only the addresses and the seals of what it delivers"},
	"kiosk/delivery/stick": {"kiosk/delivery kiosk/usage internal/durable internal/enrol", "the same records on a stick; whom to tell of them is not its business"},

	"hub":                 {"hub/* kiosk/usage locales internal/enrol internal/limit", "the server joins its rooms; of a kiosk it knows the wire form of counts"},
	"hub/ingest":          {"hub/store kiosk/usage internal/enrol internal/limit", "counts in, once"},
	"hub/carried":         {"hub/ingest hub/store kiosk/delivery/stick kiosk/usage internal/enrol", "counts in, once, by hand"},
	"hub/store":           {"kiosk/usage internal/durable internal/enrol", "counts on the disk"},
	"hub/store/storetest": {"hub/store internal/complete internal/rig/cluster", "it opens and checks what tests keep, and counts nothing"},
	"hub/identity":        {"internal/durable", "the hub's own keys; whom they are shown to is not its business"},
	"hub/disclosure":      {"kiosk/usage", "one function between every count and every reader; nothing may pull it another way"},
	"hub/dashboard":       {"hub/store hub/disclosure kiosk/usage locales", "shows only what disclosure lets through"},

	"internal/apart":           {"", "a child looks at a file first; what is in it its owner knows"},
	"internal/build":           {"", "which build this is"},
	"internal/cli":             {"internal/build", "how every command speaks at a shell; it knows none of them"},
	"internal/enrol":           {"kiosk/usage", "what a kiosk and its hub both know of an enrolment; neither needs the other for it"},
	"internal/tongue":          {"", "which language Fyne is told; it is loaded before Fyne because it needs nothing"},
	"internal/limit":           {"", "how often somebody may be wrong; who they are and at what is the caller's"},
	"internal/rig/specimen":    {"kiosk/directory", "invented services to measure with"},
	"internal/rig/walkthrough": {"", "it sees what a person sees: pixels and a pointer"},
	"internal/rig/cluster":     {"", "a database server for tests and measurements knows nothing of what is kept in it"},
	"internal/rig/chaos": {
		"hub hub/store internal/rig/cluster kiosk/delivery/line kiosk/queue kiosk/usage internal/rig/network",
		"it plays the line of counts from both ends; it draws nothing and calls nobody",
	},
	"internal/rig/outage": {
		"hub hub/store internal/rig/cluster kiosk/delivery/line kiosk/usage",
		"it plays the line of counts from both ends; it draws nothing and calls nobody",
	},
	"internal/rig/network": {"", "bytes that are passed on, or not; whose they are it does not know"},

	"internal/durable":  {"", "bytes that outlast a power cut; whose they are it is not told"},
	"internal/complete": {"", "what a run of tests leaves out is decided in one place, and never in silence"},

	"locales":        {"", "words have no dependencies but their files"},
	"assets/builtin": {"", "files"},
	"assets/fonts":   {"", "files"},
	"assets/icons":   {"", "files"},
	"assets/sounds":  {"", "one sound, computed"},
}

// A weight is something that only a few rooms may carry.
type weight struct {
	path  string // an import path, with all below it
	rooms string
	why   string
}

var weights = []weight{
	{"fyne.io/fyne/v2", "kiosk/ui kiosk/ui/kit cmd/kiosk cmd/gallery", "a fault in Fyne or a driver takes the glass and nothing else"},
	{"go.etcd.io/bbolt", "kiosk/queue kiosk/pack kiosk/pack/packtest", "one way to the disk for counts, one for packs"},
	{"github.com/fxamacker/cbor/v2", "kiosk/pack", "what a record looks like is known in one place"},
	{"github.com/OpenPrinting/goipp", "kiosk/printer", "one way to speak to a printer"},
	{"github.com/nicksnyder/go-i18n/v2", "locales", "every word on the glass goes through one door"},
	{"github.com/boombuler/barcode", "kiosk/code", "one way to make a code that a camera reads"},
	{"github.com/teambition/rrule-go", "kiosk/directory", "when a rule fires is told in one place"},
	{"filippo.io/age", "kiosk/delivery/stick hub/carried hub/identity", "only what travels on a stick is encrypted by us"},
	{"net/http", "kiosk/printer kiosk/delivery/line kiosk/desk kiosk/content/feed hub hub/* cmd/hub internal/rig/chaos internal/rig/outage", "a kiosk that secretly needs the network is broken"},
	{"github.com/go-text/typesetting", "kiosk/typeset", "text is laid out in one place"},
	{"github.com/jezek/xgb", "internal/rig/walkthrough kiosk/ui/window cmd/bench", "only what drives a window, or asks whether there is a display, speaks to X"},
	{"modernc.org/sqlite", "hub/store cmd/bench/compare", "the store can be another"},
	{"database/sql", "hub/store cmd/bench/compare", "the store can be another"},
	{"github.com/jackc/pgx/v5", "hub/store", "the store can be another"},
	{"github.com/pressly/goose/v3", "hub/store", "who keeps the tables changes them"},
	{"os/exec", "kiosk/glass internal/apart kiosk/bell internal/rig/walkthrough internal/rig/cluster internal/rig/chaos cmd/kiosk cmd/gallery cmd/bench cmd/bench/compare", "who starts processes has to end them"},
}

// pure rooms reach neither clock nor disk nor network: what they say follows from what they
// are given.
var pure = map[string][]string{
	"kiosk/journey": {"time", "os", "net", "math/rand", "log"},
	"kiosk/needs":   {"time", "os", "net", "math/rand"},
	"kiosk/clock":   {"os", "net", "math/rand", "log"},
	"kiosk/tally":   {"time", "os", "net", "math/rand", "log"},
	"kiosk/wording": {"os", "net", "math/rand"},
	// directory speaks of times; whose time it is comes from the caller.
	"kiosk/directory":  {"os", "net", "math/rand"},
	"kiosk/handoff":    {"os", "net", "math/rand"},
	"kiosk/phrasebook": {"time", "os", "net", "math/rand"},
}

// A closed door is what a program must not link, however many rooms are between.
var closed = []struct {
	program, path, why string
}{
	{"kiosk", "frontdoor/kiosk/content", "what editors check with, and their importers, are no business of a kiosk"},
	{"cmd/kiosk", "frontdoor/kiosk/content", "what editors check with, and their importers, are no business of a kiosk"},
	{"cmd/kiosk", "github.com/pressly/goose/v3", "the hub's database is the hub's"},
	{"cmd/kiosk", "modernc.org/sqlite", "a kiosk has no second engine"},
	{"hub", "fyne.io/fyne/v2", "a server has no window"},
}

func TestNoProgramLinksWhatIsNoneOfItsBusiness(t *testing.T) {
	for _, c := range closed {
		linked := deps(t, c.program)
		if len(linked) < 20 {
			t.Fatalf("%s links only %d packages", c.program, len(linked))
		}
		for _, d := range linked {
			if under(d, c.path) {
				t.Errorf("%s links %s: %s", c.program, d, c.why)
			}
		}
	}
}

// deps lists every package that is linked into one of ours.
func deps(t *testing.T, name string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-tags", "gles,no_emoji", "./"+name)
	cmd.Dir = ".."
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		t.Fatalf("go list -deps: %v: %s", err, exit.Stderr)
	}
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(out))
}

// A listed package is what go list says of one.
type listed struct {
	ImportPath string
	Imports    []string
}

func TestEveryPackageKeepsToItsRoom(t *testing.T) {
	packages := list(t)
	if len(packages) < 5 {
		t.Fatalf("go list gave only %d packages", len(packages))
	}
	for _, b := range breaches(packages) {
		t.Error(b)
	}
}

func list(t *testing.T) []listed {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-e", "-tags", "gles,no_emoji", "-json=ImportPath,Imports", "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		t.Fatalf("go list: %v: %s", err, exit.Stderr)
	}
	if err != nil {
		t.Fatal(err)
	}
	var all []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// breaches says, for each import that the table does not allow, why not.
func breaches(packages []listed) []string {
	var all []string
	for _, p := range packages {
		name := strings.TrimPrefix(p.ImportPath, module)
		r, ok := rooms[name]
		if !ok {
			all = append(all, fmt.Sprintf("%s has no room in kiosk/layers_test.go", name))
			continue
		}
		for _, imp := range p.Imports {
			if own, ok := strings.CutPrefix(imp, module); ok && !allowed(r.may, own) {
				all = append(all, fmt.Sprintf("%s imports %s; it may import [%s]: %s", name, own, r.may, r.why))
			}
			for _, w := range weights {
				if under(imp, w.path) && !allowed(w.rooms, name) {
					all = append(all, fmt.Sprintf("%s imports %s, which is for [%s]: %s", name, imp, w.rooms, w.why))
				}
			}
			for _, no := range pure[name] {
				if under(imp, no) {
					all = append(all, fmt.Sprintf("%s is pure and imports %s: %s", name, imp, r.why))
				}
			}
		}
	}
	return all
}

func under(path, root string) bool { return path == root || strings.HasPrefix(path, root+"/") }

// allowed reports whether a list of names holds one.
func allowed(names, name string) bool {
	return slices.ContainsFunc(strings.Fields(names), func(n string) bool {
		if root, ok := strings.CutSuffix(n, "/*"); ok {
			return strings.HasPrefix(name, root+"/")
		}
		return n == name
	})
}

func TestLayersAreKeptByName(t *testing.T) {
	cases := map[string]struct {
		room, imports string
		ok            bool
	}{
		"a package without a room":             {"kiosk/helpers", "strings", false},
		"the journey with a clock":             {"kiosk/journey", "time", false},
		"the journey with a file":              {"kiosk/journey", "os", false},
		"the core with a widget":               {"kiosk", "fyne.io/fyne/v2/widget", false},
		"the core with the network":            {"kiosk", "net/http", false},
		"the core with a delivery":             {"kiosk", "frontdoor/kiosk/delivery/line", false},
		"the core with the journey":            {"kiosk", "frontdoor/kiosk/journey", true},
		"a view with services of its own":      {"kiosk/ui", "frontdoor/kiosk/content", false},
		"a view with Fyne":                     {"kiosk/ui", "fyne.io/fyne/v2/canvas", true},
		"counts with a resident's journey":     {"kiosk/usage", "frontdoor/kiosk/journey", false},
		"the line with the network":            {"kiosk/delivery/line", "net/http", true},
		"the hub's rooms with the network":     {"hub/dashboard", "net/http", true},
		"the hub with the directory":           {"hub", "frontdoor/kiosk/directory", false},
		"a second way to the disk":             {"kiosk/delivery/line", "go.etcd.io/bbolt", false},
		"words past the one door":              {"kiosk/ui", "github.com/nicksnyder/go-i18n/v2/i18n", false},
		"a command that wires":                 {"cmd/kiosk", "frontdoor/kiosk/queue", true},
		"a command with what it does not wire": {"cmd/hub", "frontdoor/kiosk/queue", false},
		"a command with the network":           {"cmd/kiosk", "net/http", false},
		"a command within a command":           {"cmd/gallery", "frontdoor/cmd/kiosk", false},
		"a name that only begins like another": {"kiosk/delivery", "net/httpx", true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := breaches([]listed{{ImportPath: module + c.room, Imports: []string{c.imports}}})
			if (len(got) == 0) != c.ok {
				t.Errorf("allowed %v, want %v: %v", len(got) == 0, c.ok, got)
			}
		})
	}
}
