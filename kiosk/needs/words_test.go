package needs

import (
	"slices"
	"testing"
)

func TestLettersTypedForOneAnotherAreTheSame(t *testing.T) {
	for _, same := range [][]string{
		{"Łódź", "lodz", "ŁÓDŹ"},
		{"كيك", "کیک"}, // Arabic and Urdu keyboards
		{"مكتبة", "مكتبه", "مَكتَبة", "مكـتبة"},
		{"أسنان", "اسنان"},
		{"বাড়ি", "বাডি"}, // without the dot below
		{"999", "٩٩٩", "۹۹۹", "৯৯৯", "９９９", "𝟗𝟗𝟗"},
		{"can't", "cant", "can’t"},
		{"\u2067ab\u2069", "a\u200db"},
		{"straße", "STRASSE"},
		{"İş", "is"},
	} {
		for _, s := range same[1:] {
			if a, b := plain(same[0]), plain(s); a != b {
				t.Errorf("%q is read as %q, and %q as %q", same[0], a, s, b)
			}
		}
	}
	if plain("কি") == plain("ক") {
		t.Error("a Bengali vowel is lost")
	}
}

func TestChineseIsComparedByItsOwnRuns(t *testing.T) {
	if got, want := terms("找gp，牙医 a"), []string{"找", "gp", "牙医", "a"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
