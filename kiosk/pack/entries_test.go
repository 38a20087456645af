package pack

import (
	"errors"
	"slices"
	"testing"

	"frontdoor/kiosk/directory"
)

// Whatever bytes stand for entries, reading them ends with entries that are written the same
// way again, or with ErrDamaged.
func FuzzEntriesOfALeaf(f *testing.F) {
	f.Add(encodeEntries([]directory.Entry{{ID: "lib-1", Placed: true, At: directory.Point{Lat: 51.5, Lon: -0.1}}, {ID: "lib-12", Hidden: true}, {ID: "ods-f84016", Astray: true}}))
	f.Add([]byte{5, 1, 'a', 0, 0, 0, 0, 0, 0, 0, 0, 0})
	f.Add([]byte{0, 255})
	f.Fuzz(func(t *testing.T, b []byte) {
		entries, err := decodeEntries(b)
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		again, err := decodeEntries(encodeEntries(entries))
		if err != nil || !slices.Equal(again, entries) {
			t.Fatalf("%v\n%v\n%v", err, again, entries)
		}
	})
}
