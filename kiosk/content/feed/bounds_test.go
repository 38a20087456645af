package feed

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"frontdoor/kiosk/content/intake"
)

// An id is a name and not a way: whatever it holds, it is asked for below the address of the API.
func TestCaseAnIDLeadsNowhereElse(t *testing.T) {
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.EscapedPath()+"?"+r.URL.RawQuery)
		fmt.Fprint(w, `{"id": "1", "name": "Service"}`)
	}))
	defer server.Close()
	f, err := newFeed(server.URL+"/api/services", io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"../../admin/delete?x=1", "a/../../b", "..", ".", "a b", "x#y", "%2e%2e/secret", "//example.org/x"} {
		if _, err := f.Service(t.Context(), id); err != nil && id != ".." && id != "." {
			t.Errorf("%q: %v", id, err)
		}
	}
	for _, a := range asked {
		rest, ok := strings.CutPrefix(a, "/api/services/")
		if !ok || strings.Contains(strings.TrimSuffix(rest, "?"), "/") || !strings.HasSuffix(a, "?") {
			t.Errorf("asked for %s", a)
		}
	}
	if len(asked) != 6 {
		t.Errorf("%d were asked for: %v", len(asked), asked)
	}
}

// Ids that one name of a file could stand for are two services.
func TestCaseTwoIDsAreNeverOneFile(t *testing.T) {
	asked := map[string]bool{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked[r.URL.EscapedPath()] = true; r.URL.Path == "/services" {
			fmt.Fprint(w, `{"contents": [{"id": "a/b", "name": "One"}, {"id": "A-b", "name": "Two"}]}`)
			return
		}
		fmt.Fprintf(w, `{"id": %q, "name": %q, "contacts": []}`, strings.TrimPrefix(r.URL.Path, "/services/"), r.URL.Path)
	}))
	defer server.Close()
	records, _, err := Fetch(t.Context(), server.URL+"/services", filepath.Join(t.TempDir(), "kept"), &intake.Report{}, io.Discard)
	if err != nil || records.Len() != 2 {
		t.Fatalf("%v, %d", err, records.Len())
	}
	if !asked["/services/a%2Fb"] || !asked["/services/A-b"] {
		t.Errorf("one answer was taken for both: %v", asked)
	}
}
