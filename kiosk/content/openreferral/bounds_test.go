package openreferral

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"frontdoor/kiosk/content/intake"
)

// endless is an API that has always one service more.
type endless struct{ asked int }

func (e *endless) Page(_ context.Context, n int) ([]byte, error) {
	e.asked++
	return fmt.Appendf(nil, `{"contents": [{"id": "%d", "name": "Service", "contacts": [], "description": %q}]}`, n, strings.Repeat("x", 1000)), nil
}

func (*endless) Service(context.Context, string) ([]byte, error) { return nil, ErrNone }

// cupboard keeps pages in memory.
type cupboard map[string][]byte

func (c cupboard) Load(name string) ([]byte, bool)  { b, ok := c[name]; return b, ok }
func (c cupboard) Save(name string, b []byte) error { c[name] = b; return nil }

// A feed without an end ends, when it is fetched and when it goes on from what is kept; and so
// does a page of nothing but brackets.
func TestCaseAFeedIsBounded(t *testing.T) {
	api, kept := &endless{}, cupboard{}
	for range 2 {
		_, err := collect(t.Context(), api, &counted{Keeper: kept, left: 10_000}, &intake.Report{})
		if err == nil || !strings.Contains(err.Error(), "all pages together are larger") || len(kept) > 10 {
			t.Fatalf("%v, %d pages are kept", err, len(kept))
		}
	}
	if api.asked > 12 {
		t.Errorf("%d pages were asked for", api.asked)
	}
	if _, err := ParsePage([]byte("[" + strings.Repeat("{},", 2_000_000) + "{}]")); err == nil || !strings.Contains(err.Error(), "objects and lists") {
		t.Error(err)
	}
}
