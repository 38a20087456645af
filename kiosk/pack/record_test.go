package pack

import (
	"bytes"
	"errors"
	"os"
	"reflect"
	"regexp"
	"testing"

	"github.com/fxamacker/cbor/v2"
	"pgregory.net/rapid"

	"frontdoor/kiosk/directory"
)

// fill puts something into every field, whatever fields there are.
func fill(t *rapid.T, v reflect.Value) {
	some := func(most int) int { return rapid.IntRange(0, most).Draw(t, "n") }
	switch v.Kind() {
	case reflect.String:
		v.SetString(rapid.SampledFrom([]string{"", "a", "ক খ", "a longer text, with \x00 and “signs”"}).Draw(t, "text"))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "bool"))
	case reflect.Int:
		v.SetInt(rapid.Int64().Draw(t, "int"))
	case reflect.Float64:
		v.SetFloat(rapid.Float64().Draw(t, "float"))
	case reflect.Pointer:
		if some(2) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(t, v.Elem())
		}
	case reflect.Slice:
		if n := some(4); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n-1, n-1))
			for i := range v.Len() {
				fill(t, v.Index(i))
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(t, v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i))
		}
	default:
		t.Fatalf("a record cannot hold a %s: see what CBOR makes of it", v.Type())
	}
}

func encoded(t testing.TB, s directory.Service) []byte {
	t.Helper()
	b, err := EncodeRecord(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestARecordKeepsEveryFieldOfAService(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var want directory.Service
		fill(rt, reflect.ValueOf(&want).Elem())
		got, err := DecodeRecord(encoded(t, want))
		if err != nil {
			rt.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			rt.Fatalf("got  %#v\nwant %#v", got, want)
		}
	})
}

// numbered is the tag of a field of a record; omitzero, because omitempty would make "none" of
// a list into "not known".
var numbered = regexp.MustCompile(`^([1-9][0-9]*),keyasint,omitzero$`)

// Two fields with one number would be taken for each other, and one without a number would be
// kept by its name.
func TestEveryFieldOfARecordHasANumberOfItsOwn(t *testing.T) {
	fields := 0
	seen := map[reflect.Type]bool{}
	var look func(reflect.Type)
	look = func(of reflect.Type) {
		for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice || of.Kind() == reflect.Array {
			of = of.Elem()
		}
		if of.Kind() != reflect.Struct || seen[of] {
			return
		}
		seen[of] = true
		taken := map[string]string{}
		for i := range of.NumField() {
			field := of.Field(i)
			fields++
			m := numbered.FindStringSubmatch(field.Tag.Get("cbor"))
			if m == nil {
				t.Errorf("%s.%s has the tag %q, want one like `cbor:\"7,keyasint,omitzero\"`", of, field.Name, field.Tag)
				continue
			}
			if other, twice := taken[m[1]]; twice {
				t.Errorf("%s: %s and %s both have the number %s", of, field.Name, other, m[1])
			}
			taken[m[1]] = field.Name
			look(field.Type)
		}
	}
	look(reflect.TypeFor[directory.Service]())
	look(reflect.TypeFor[directory.Right]())
	if fields < 65 {
		t.Errorf("only %d fields were looked at", fields)
	}
}

// Packs outlive programs: what testdata holds was written when this form of packs was made.
// Where it is read otherwise, a field has lost its number, and packs need a new mark.
func TestARecordIsReadAsItWasWrittenWhenItsFormWasMade(t *testing.T) {
	b, err := os.ReadFile("testdata/form-3.cbor")
	if err != nil {
		t.Fatal(err)
	}
	var want directory.Service
	whole(reflect.ValueOf(&want).Elem())
	got, err := DecodeRecord(b)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\ngot  %#v\nwant %#v", err, got, want)
	}
	if !bytes.Equal(encoded(t, want), b) {
		t.Error("it is written with other bytes")
	}
}

// whole puts the same into every field that there is: one of each list, and never zero.
func whole(v reflect.Value) {
	switch v.Kind() { //nolint:exhaustive // a record has no field of another kind
	case reflect.String:
		v.SetString("ক")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(7)
	case reflect.Float64:
		v.SetFloat(51.5)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		whole(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		whole(v.Index(0))
	case reflect.Array:
		for i := range v.Len() {
			whole(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			whole(v.Field(i))
		}
	}
}

// A kiosk and a pack of different versions understand each other as far as both know.
func TestARecordOfAnotherVersionIsReadAsFarAsItIsKnown(t *testing.T) {
	type phone struct {
		Word   string   `cbor:"3,keyasint"`
		Rate   *float64 `cbor:"900,keyasint"`
		Number string   `cbor:"1,keyasint"`
	}
	type later struct {
		Colour string   `cbor:"901,keyasint"`
		Phones []phone  `cbor:"7,keyasint"`
		Needs  []string `cbor:"5,keyasint"`
		Seats  []struct {
			Row    int `cbor:"1,keyasint"`
			Column int `cbor:"2,keyasint"`
		} `cbor:"902,keyasint"`
		Name string         `cbor:"2,keyasint"`
		More map[string]any `cbor:"903,keyasint"`
		ID   string         `cbor:"1,keyasint"`
	}
	rate := 0.5
	l := later{Colour: "blue", Phones: []phone{{"HI", &rate, "020 7946 0190"}}, Needs: []string{}, Name: "Kitchen", More: map[string]any{"a": []int{1}}, ID: "kitchen"}
	b, err := cbor.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	got, err := DecodeRecord(b)
	if err != nil {
		t.Fatal(err)
	}
	want := directory.Service{ID: "kitchen", Name: "Kitchen", Needs: []string{}, Phones: []directory.Phone{{Number: "020 7946 0190", Word: "HI"}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %#v\nwant %#v", got, want)
	}
}

// Whatever bytes a record has, reading it ends with a service or with ErrDamaged.
func FuzzARecord(f *testing.F) {
	yes := true
	f.Add(encoded(f, directory.Service{ID: "a", StepFree: &yes, Documents: []string{}, Hours: &directory.Hours{Always: true, Schedules: []directory.Schedule{{Freq: "WEEKLY"}}}}))
	f.Add([]byte{0xa1, 0x05, 0x9a, 0xff, 0xff, 0xff, 0xff}) // four thousand million needs
	f.Add([]byte{0xbf, 0xff})
	f.Add([]byte{0xa1, 0x01, 0xa0})
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := DecodeRecord(b)
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		again, err := DecodeRecord(encoded(t, s))
		if err != nil || !bytes.Equal(encoded(t, again), encoded(t, s)) {
			t.Fatalf("%v\n%+v\n%+v", err, again, s)
		}
	})
}
