package postcodes_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"frontdoor/kiosk/content/postcodes"
	"frontdoor/kiosk/directory"
)

func TestPostcodesWithoutAPlaceAreLeftOutAndCounted(t *testing.T) {
	got, bad, err := postcodes.Read(fstest.MapFS{
		"nspl2025-05_E.csv": {Data: []byte("Postcode,lat,long\nE1 6AN,51.51888,-0.07847\n\"E16AX\",51.5,-0.1\r\nE1 6AZ,99.999999,0\nE1 6AY,NaN,0\nE1,51.5,0\n\n")},
		"nspl2025-05_N.csv": {Data: []byte("Postcode,lat,long\nN1 1AA,51.53,-0.11\n")},
		"other.csv":         {Data: []byte("Postcode,lat,long\nW1A 1AA,51.5,-0.1\n")},
	})
	if err != nil || bad != 4 || len(got) != 3 {
		t.Fatalf("%v, %d left out, %v", got, bad, err)
	}
	if got["E1 6AN"] != (directory.Point{Lat: 51.51888, Lon: -0.07847}) {
		t.Errorf("%v", got["E1 6AN"])
	}
}

func TestAFolderWithoutPostcodesSaysSo(t *testing.T) {
	if _, _, err := postcodes.Read(fstest.MapFS{}); err == nil || !strings.Contains(err.Error(), "nspl") {
		t.Error(err)
	}
}

func TestALineWithoutAnEndIsAnErrorNotAHang(t *testing.T) {
	_, _, err := postcodes.Read(fstest.MapFS{"nspl.csv": {Data: []byte("h\n" + strings.Repeat("x", 1<<17))}})
	if err == nil || !strings.Contains(err.Error(), "nspl.csv") {
		t.Error(err)
	}
}

func FuzzPostcodes(f *testing.F) {
	f.Add([]byte("Postcode,lat,long\nE1 6AN,51.51888,-0.07847\n\"E16AX\",51.5,-0.1\r\n"))
	f.Add([]byte("h\nE1 6AN,NaN,1e999\n,,,,\n\xff\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, bad, err := postcodes.Read(fstest.MapFS{"nspl.csv": {Data: b}})
		if err != nil || bad < 0 {
			return
		}
		for p, at := range got {
			if again, ok := directory.Postcode(p); !ok || again != p || !(at.Lat > 48 && at.Lat < 62 && at.Lon > -10 && at.Lon < 3) {
				t.Errorf("%q is at %v", p, at)
			}
		}
	})
}
