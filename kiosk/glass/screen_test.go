package glass_test

import (
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui/storybook"
)

func TestEveryPageOfTheStorybookComesThroughThePipeWhole(t *testing.T) {
	for _, p := range storybook.Pages([]string{"health"}, []string{"health/gp"}) {
		v := p.In("bn")
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatalf("%s: %v", p.Name, err)
		}
		var got glass.View
		if err := json.Unmarshal(b, &got); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
		if !reflect.DeepEqual(got, v) {
			t.Errorf("%s: %+v comes through as %+v", p.Name, v.Screen, got.Screen)
		}
	}
}

// A recorder is a window that keeps what it is shown.
type recorder struct{ views []glass.View }

func (*recorder) Silent() {}

func (r *recorder) Show(v glass.View)      { r.views = append(r.views, v) }
func (*recorder) Ping(func())              {}
func (*recorder) Watch(_ func(glass.Seen)) {}

// A program that was replaced while its core ran may be shown what it does not know. It goes
// on, and its frame still leads to a person.
func TestAGlassThatIsShownWhatItCannotReadGoesOn(t *testing.T) {
	said, ups := io.Pipe()
	told := strings.Join([]string{
		`{"Show":{"Frame":{"Site":"First"},"Screen":"hologram","Show":{}}}`,
		`{"Show":{"Frame":{"Site":"Second"},"Screen":"place","Show":{"Typed":7}}}`,
		`{"Show":{"Frame":{"Site":"Third"},"Screen":"none","Show":null}}`,
		`{"Show":{"Frame":{"Site":"Fourth"},"Screen":"place","Show":{"Typed":"E1"}}}`,
	}, "\n")
	w := &recorder{}
	link := glass.NewLink(strings.NewReader(told), ups, glass.LinkOptions{})
	if err := link.Run(w); !errors.Is(err, glass.ErrCoreGone) {
		t.Errorf("at its end the pipe gives %v", err)
	}
	want := []glass.View{
		{Frame: glass.Frame{Site: "First"}},
		{Frame: glass.Frame{Site: "Second"}},
		{Frame: glass.Frame{Site: "Third"}},
		{Frame: glass.Frame{Site: "Fourth"}, Screen: glass.Place{Typed: "E1"}},
	}
	if !reflect.DeepEqual(w.views, want) {
		t.Errorf("the window shows %+v", w.views)
	}
	if err := said.Close(); err != nil {
		t.Error(err)
	}
}

func TestAScreenThatCannotBeReadIsNamed(t *testing.T) {
	var v glass.View
	err := json.Unmarshal([]byte(`{"Frame":{},"Screen":"hologram","Show":{}}`), &v)
	var unread *glass.ScreenError
	if !errors.As(err, &unread) || unread.Screen != "hologram" {
		t.Errorf("%v", err)
	}
	b, err := json.Marshal(glass.View{Screen: glass.Attract{}})
	if err != nil || !strings.Contains(string(b), `"attract"`) {
		t.Errorf("%s, %v: a screen without a name in a state has one on the pipe", b, err)
	}
	if err := json.Unmarshal(b, &v); err != nil || v.Screen.ID() != journey.Attract {
		t.Errorf("%+v, %v", v, err)
	}
}
