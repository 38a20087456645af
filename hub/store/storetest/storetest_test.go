package storetest_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"frontdoor/hub/store"
	"frontdoor/hub/store/storetest"
	"frontdoor/kiosk/usage"
)

// An inner test is one whose end this test looks at.
type inner struct {
	testing.TB
	said string
	ends []func()
}

func (i *inner) Errorf(format string, args ...any) { i.said += fmt.Sprintf(format, args...) }
func (i *inner) Cleanup(f func())                  { i.ends = append(i.ends, f) }

// TestAStoreThatIsSpoiltFailsItsTest counts a visit, changes the sum behind the store's back as a
// fault of counting would, and wants the test that left it so to fail.
func TestAStoreThatIsSpoiltFailsItsTest(t *testing.T) {
	for query, says := range map[string]string{
		`SELECT 1`:                  "",
		`UPDATE ever SET count = 2`: "what the test left behind: check the store: the counts contradict each other: a sum of all time is not that of its hours: Example Library, visit all",
	} {
		path := filepath.Join(t.TempDir(), "hub.db")
		of := &inner{TB: t}
		s := storetest.OpenFile(of, path)
		now := time.Date(2026, 11, 23, 11, 42, 0, 0, time.UTC)
		if err := s.Enrol(t.Context(), "Example Library", "demo-1", store.DigestOf("x"), now); err != nil {
			t.Fatal(err)
		}
		visit := usage.Record{Seq: 1, Schema: 1, Hour: usage.HourOf(now), Clock: usage.ClockSteady, Cells: []usage.Cell{{Dimension: usage.Visits, Value: usage.All, Count: 1}}}
		if _, err := s.Add(t.Context(), "demo-1", usage.Batch{Epoch: 1, Records: []usage.Record{visit}}, now); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.ExecContext(t.Context(), query); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		for _, end := range of.ends {
			end()
		}
		if got := of.said; got != says {
			t.Errorf("%s: the test says %q, want %q", query, got, says)
		}
	}
}
