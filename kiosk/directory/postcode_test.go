package directory

import (
	"context"
	"errors"
	"testing"
)

func TestAPostcodeIsReadHoweverItIsTyped(t *testing.T) {
	for typed, want := range map[string]string{
		"E1 6AN": "E1 6AN", "e16an": "E1 6AN", " e1  6an ": "E1 6AN", "E1-6AN": "E1 6AN", "E1\u00a06AN": "E1 6AN", "e.1.6.a.n": "E1 6AN",
		"SW1A 1AA": "SW1A 1AA", "sw1a1aa": "SW1A 1AA", "EC1V 9NR": "EC1V 9NR", "N1C 4AB": "N1C 4AB", "M1 1AE": "M1 1AE",
		"CR2 6XH": "CR2 6XH", "DN55 1PT": "DN55 1PT", "B33 8TH": "B33 8TH",
		// A letter for a figure, and a figure for a letter.
		"E1 OAN": "E1 0AN", "EI 6AN": "E1 6AN", "El 6AN": "E1 6AN", "EI6 2AB": "E16 2AB", "E1O 6AN": "E10 6AN", "EIO 6AN": "E10 6AN",
		"WIA 1AA": "W1A 1AA", "SWIA IAA": "SW1A 1AA", "NI6 5AB": "N16 5AB", "SEI 7EH": "SE1 7EH", "0X1 1AA": "OX1 1AA",
		"E1 60N": "E1 6ON", "AL1 1AA": "AL1 1AA", "IG1 1AA": "IG1 1AA", "1G1 1AA": "IG1 1AA", "PO1 1AA": "PO1 1AA", "WL1 1AA": "W11 1AA",
		"": "", "E1": "", "6AN": "", "E1 6A": "", "E1 6AN X": "", "E16ANN8": "", "12345": "", "ABCDE": "", "E1 AAN": "",
		"É1 6AN": "", "E1 6AÑ": "", "医院": "", "E１ 6AN": "", "\x00\x00\x00\x00\x00": "",
	} {
		got, ok := Postcode(typed)
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", typed, got, ok, want)
		}
	}
}

func TestAPlaceIsFoundOrItIsSaidWhyNot(t *testing.T) {
	d, err := New(NewMemory(nil, map[string]Point{"E1 6AN": {51.5, -0.1}}))
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]error{"e1 6an": nil, "E1 6AX": ErrUnknownPostcode, "E1": ErrMalformed, "help": ErrMalformed} {
		at, written, err := d.Place(context.Background(), typed)
		if !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", typed, err, want)
		}
		if want == nil && (at != Point{51.5, -0.1} || written != "E1 6AN") {
			t.Errorf("%q: %v %q", typed, at, written)
		}
	}
}

func FuzzPostcode(f *testing.F) {
	for _, s := range []string{"E1 6AN", "sw1a1aa", "EIO 6AN", "0l1 1ll", "ll0 1il", "ıſ1 6an"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		once, ok := Postcode(typed)
		if !ok {
			if once != "" {
				t.Errorf("%q is refused and gives %q", typed, once)
			}
			return
		}
		if twice, again := Postcode(once); !again || twice != once {
			t.Errorf("%q gives %q, and that gives %q", typed, once, twice)
		}
	})
}
