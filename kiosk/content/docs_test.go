package content

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"frontdoor/kiosk/needs"
)

func page(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../../docs/content.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Faults send an editor to the page, so everything an editor may write is on it.
func TestThePageForEditorsHasEveryFieldNeedAndWord(t *testing.T) {
	text := page(t)
	for _, field := range fields(reflect.TypeFor[file]()) {
		if !strings.Contains(text, field) {
			t.Errorf("the field %s is not on the page", field)
		}
	}
	tree, err := needs.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, leaf := range tree.Leaves() {
		if !strings.Contains(text, "`"+leaf+"`") {
			t.Errorf("the need %s is not on the page", leaf)
		}
	}
	for prefix, ids := range vocabulary() {
		for _, id := range ids {
			if !strings.Contains(text, "`"+id+"`") && !strings.Contains(text, `"`+id+`"`) {
				t.Errorf("%s.%s is not on the page", prefix, id)
			}
		}
	}
}

// fields returns the names of all fields of a file, also within others.
func fields(of reflect.Type) []string {
	var names []string
	for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
		of = of.Elem()
	}
	if of.Kind() != reflect.Struct {
		return nil
	}
	for i := range of.NumField() {
		f := of.Field(i)
		if name, _, _ := strings.Cut(f.Tag.Get("toml"), ","); name != "" {
			names = append(names, name)
		}
		names = append(names, fields(f.Type)...)
	}
	return names
}

// An editor copies what is on the page.
func TestTheExamplesOfThePageHaveNoFaults(t *testing.T) {
	tree, err := needs.Load()
	if err != nil {
		t.Fatal(err)
	}
	known := func(id string) bool { _, ok := tree.Leaf(id); return ok }
	seen := map[string]string{}
	services := 0
	for _, block := range regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllStringSubmatch(page(t), -1) {
		read, faults, warnings := new(Source).readServices("docs/content.md", []byte(block[1]), known, seen)
		if len(faults)+len(warnings) > 0 {
			t.Errorf("%v %v", faults, warnings)
		}
		services += len(read)
	}
	if services < 3 {
		t.Errorf("only %d services were read", services)
	}
}
