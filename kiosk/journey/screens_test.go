package journey

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var table = flag.Bool("table", false, "write the table of screens into its file")

// The rows are in the files of their subjects; here they can be read together.
func TestTheTableOfScreensIsTheOneThatIsWrittenDown(t *testing.T) {
	const file = "testdata/screens.txt"
	mark := func(is bool) string {
		if is {
			return "yes"
		}
		return "-"
	}
	var b strings.Builder
	line := func(cells ...any) {
		b.WriteString(strings.TrimRight(fmt.Sprintf("%-12s %-8s %-6s %-7s %-8s %-6s %s", cells...), " ") + "\n")
	}
	line("screen", "at rest", "aside", "beside", "counted", "staff", "who may be there")
	for _, r := range screens {
		line(r.id, mark(r.rest), mark(r.aside), mark(r.beside), mark(r.counted), mark(r.staff), r.who.name)
	}
	if *table {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil { //nolint:gosec // our own test data
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("the table is\n%s", b.String())
	}
}
