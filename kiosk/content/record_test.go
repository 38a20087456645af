package content

import (
	"bytes"
	"errors"
	"reflect"
	"testing"

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
		t.Fatalf("a record cannot hold a %s: teach record.go", v.Type())
	}
}

func TestARecordKeepsEveryFieldOfAService(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var want directory.Service
		fill(t, reflect.ValueOf(&want).Elem())
		got, err := DecodeRecord(EncodeRecord(want))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got  %#v\nwant %#v", got, want)
		}
	})
}

// Two fields of one struct with the same tag would be taken for each other.
func TestNoTwoFieldsOfARecordHaveOneTag(t *testing.T) {
	var look func(name string, f form)
	fields := 0
	look = func(name string, f form) {
		seen := map[uint16]string{}
		for _, r := range f {
			fields++
			if other, twice := seen[r.tag]; twice {
				t.Errorf("%s: %s and %s have the tag %04x", name, r.name, other, r.tag)
			}
			seen[r.tag] = r.name
			look(name+"."+r.name, r.fields)
		}
	}
	look("Service", serviceForm())
	if fields < 60 {
		t.Errorf("only %d fields were looked at", fields)
	}
}

// A kiosk and a pack of different versions understand each other as far as both know.
func TestARecordOfAnotherVersionIsReadAsFarAsItIsKnown(t *testing.T) {
	type phone struct {
		Word   string
		Rate   *float64
		Number string
	}
	type later struct {
		Colour string
		Phones []phone
		Needs  []string
		Seats  []struct{ Row, Column int }
		Name   string
		Kind   int // another type than ours: not ours
		ID     string
	}
	rate := 0.5
	l := later{
		Colour: "blue", Phones: []phone{{"HI", &rate, "020 7946 0190"}}, Needs: []string{}, Seats: []struct{ Row, Column int }{{1, 2}}, Name: "Kitchen", Kind: 7, ID: "kitchen",
	}
	b := formOf(reflect.TypeFor[later]()).appendStruct(nil, reflect.ValueOf(l))
	got, err := DecodeRecord(b)
	if err != nil {
		t.Fatal(err)
	}
	want := directory.Service{ID: "kitchen", Name: "Kitchen", Needs: []string{}, Phones: []directory.Phone{{Number: "020 7946 0190", Word: "HI"}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %#v\nwant %#v", got, want)
	}
}

// Whatever bytes a record has, reading it ends with a service or with ErrDamaged, in memory
// that its length bounds.
func FuzzARecord(f *testing.F) {
	yes := true
	f.Add(EncodeRecord(directory.Service{ID: "a", StepFree: &yes, Documents: []string{}, Hours: &directory.Hours{Always: true, Schedules: []directory.Schedule{{Freq: "WEEKLY"}}}}))
	f.Add([]byte{0, 1, 200})
	f.Add([]byte{0xff, 0xff, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := DecodeRecord(b)
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		again, err := DecodeRecord(EncodeRecord(s))
		if err != nil || !bytes.Equal(EncodeRecord(again), EncodeRecord(s)) {
			t.Fatalf("%v\n%+v\n%+v", err, again, s)
		}
	})
}
