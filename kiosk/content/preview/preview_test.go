package preview_test

import (
	"bytes"
	"strings"
	"testing"

	"frontdoor/kiosk/content/preview"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/pack"
)

func TestAQuestionThatCannotBeAnsweredSaysWhatThereIs(t *testing.T) {
	tree, err := needs.Load()
	if err != nil {
		t.Fatal(err)
	}
	c, err := pack.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	d, err := directory.New(directory.NewMemory(c.Services, c.Postcodes))
	if err != nil {
		t.Fatal(err)
	}
	for want, ask := range map[string]preview.Question{
		`"health" is not a need. There are: urgent/999`:          {Need: "health", Lang: "en"},
		`"noon" is not a time: write it like 2026-11-23T11:42`:   {Need: "health/gp", Lang: "en", At: "noon"},
		`"near" is not a filter. There are: open, free`:          {Need: "health/gp", Lang: "en", Only: "open,near"},
		`"stairs" is not a wish. There are: step-free`:           {Need: "health/gp", Lang: "en", Wants: "stairs"},
		`QX9 9ZZ: find a place: no such postcode in the content`: {Need: "health/gp", Lang: "en", Near: "QX9 9ZZ"},
		`"xx" is not a language of the kiosk`:                    {Need: "health/gp", Lang: "xx"},
	} {
		var out bytes.Buffer
		if err := preview.Answers(t.Context(), &out, d, tree, ask); err == nil || !strings.HasPrefix(err.Error(), want) || out.Len() > 0 {
			t.Errorf("%+v: %v, want %s; %s", ask, err, want, &out)
		}
	}
	var out bytes.Buffer
	if err := preview.Answers(t.Context(), &out, d, tree, preview.Question{Need: "health/gp", Lang: "en", Near: "e16an", At: "2026-11-24T11:42"}); err != nil || !strings.HasPrefix(out.String(), "1\tExample Surgery\tQX1 6AB\t") {
		t.Errorf("%v\n%s", err, &out)
	}
	out.Reset()
	if err := preview.Counts(&out, c.Services[:1]); err != nil || strings.Count(out.String(), "\n") != 2 || !strings.HasPrefix(out.String(), "count\tkind\t") {
		t.Errorf("%v\n%s", err, &out)
	}
}
