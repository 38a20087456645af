package content

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"reflect"
	"sync"

	"frontdoor/kiosk/directory"
)

// A record is how a service stands in a pack: the fields of which something is known, each
// with a tag of two bytes, its length and its value. The tag follows from the field's name and
// type, so that a kiosk passes over what a later pack knows more, and takes what an earlier
// one knows less as not known. Unlike JSON it is read in microseconds; like JSON it keeps
// "none" and "not known" apart.
//
//	string    its bytes
//	bool      one byte
//	integer   a varint
//	number    eight bytes
//	pointer   what it points to; nil is left out
//	list      how many, and each with its length; nil is left out, or empty within a list
//	struct    its fields: tag, length, value; zero is left out. One of integers only, such as a
//	          day or a span, is those integers
type record struct {
	tag    uint16
	index  int
	name   string
	fields form // of the struct within, below pointers and lists
}

// A form is what is known of one struct: its fields, in their order.
type form []record

// serviceForm is the form of a service. It is worked out once.
var serviceForm = sync.OnceValue(func() form { return formOf(reflect.TypeFor[directory.Service]()) })

// formOf works out the form of a struct below pointers and lists; nil when there is none.
func formOf(t reflect.Type) form {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Array {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	var f form
	for i := range t.NumField() {
		field := t.Field(i)
		sum := fnv.New32a()
		fmt.Fprintf(sum, "%s %s", field.Name, shape(field.Type))
		n := sum.Sum32()
		f = append(f, record{tag: uint16(n>>16) ^ uint16(n), index: i, name: field.Name, fields: formOf(field.Type)})
	}
	return f
}

// whole says whether a struct has nothing but integers.
func (f form) whole(v reflect.Value) bool {
	for _, r := range f {
		if v.Field(r.index).Kind() != reflect.Int {
			return false
		}
	}
	return true
}

// shape names a type as far as its bytes go: what a struct is called does not matter.
func shape(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Pointer:
		return "*" + shape(t.Elem())
	case reflect.Slice, reflect.Array:
		return "[]" + shape(t.Elem())
	default:
		return t.Kind().String()
	}
}

// EncodeRecord gives a service as it stands in a pack.
func EncodeRecord(s directory.Service) []byte {
	return serviceForm().appendStruct(nil, reflect.ValueOf(s))
}

func (f form) appendStruct(b []byte, v reflect.Value) []byte {
	whole := f.whole(v)
	for _, r := range f {
		field := v.Field(r.index)
		if whole {
			b = binary.AppendVarint(b, field.Int())
			continue
		}
		if field.IsZero() {
			continue
		}
		b = binary.BigEndian.AppendUint16(b, r.tag)
		b = appendFramed(b, func(b []byte) []byte { return r.fields.appendValue(b, field) })
	}
	return b
}

// appendFramed puts the length of a value before it.
func appendFramed(b []byte, value func([]byte) []byte) []byte {
	v := value(nil)
	b = binary.AppendUvarint(b, uint64(len(v)))
	return append(b, v...)
}

func (f form) appendValue(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.String:
		return append(b, v.String()...)
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Int:
		return binary.AppendVarint(b, v.Int())
	case reflect.Float64:
		return binary.BigEndian.AppendUint64(b, math.Float64bits(v.Float()))
	case reflect.Pointer:
		return f.appendValue(b, v.Elem())
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice && v.IsNil() { // within another list, where it cannot be left out
			return b
		}
		b = binary.AppendUvarint(b, uint64(v.Len()))
		for i := range v.Len() {
			b = appendFramed(b, func(b []byte) []byte { return f.appendValue(b, v.Index(i)) })
		}
		return b
	case reflect.Struct:
		return f.appendStruct(b, v)
	default: // TestARecordKeepsEveryFieldOfAService knows each kind that a service has
		return b
	}
}

// DecodeRecord reads a record; ErrDamaged when it is none. What it gives shares one copy of the
// text.
func DecodeRecord(b []byte) (s directory.Service, err error) {
	err = serviceForm().readStruct(b, string(b), reflect.ValueOf(&s).Elem())
	return s, err
}

// readStruct reads fields. text is the same bytes as b: strings are parts of it.
func (f form) readStruct(b []byte, text string, into reflect.Value) error {
	if f.whole(into) {
		return f.readWhole(b, into)
	}
	next := 0 // fields stand in their order, unless another version wrote them
	for len(b) > 0 {
		if len(b) < 3 {
			return ErrDamaged
		}
		tag := binary.BigEndian.Uint16(b)
		value, rest, ok := framed(b[2:])
		if !ok {
			return ErrDamaged
		}
		at := len(b) - len(rest) - len(value)
		if r := f.field(tag, &next); r != nil {
			if err := r.fields.readValue(value, text[at:at+len(value)], into.Field(r.index)); err != nil {
				return err
			}
		}
		text = text[len(b)-len(rest):]
		b = rest
	}
	return nil
}

// readWhole reads integers, as many as both sides know.
func (f form) readWhole(b []byte, into reflect.Value) error {
	for _, r := range f {
		if len(b) == 0 {
			return nil
		}
		n, used := binary.Varint(b)
		if used <= 0 {
			return ErrDamaged
		}
		into.Field(r.index).SetInt(n)
		b = b[used:]
	}
	return nil
}

// field finds a field by its tag, from where the one before stood; nil for one that is not
// known.
func (f form) field(tag uint16, next *int) *record {
	for range f {
		r := &f[*next%len(f)]
		*next++
		if r.tag == tag {
			return r
		}
	}
	return nil
}

// framed parts a value from what follows it.
func framed(b []byte) (value, rest []byte, ok bool) {
	n, used := binary.Uvarint(b)
	if used <= 0 || n > uint64(len(b)-used) {
		return nil, nil, false
	}
	return b[used : used+int(n)], b[used+int(n):], true
}

func (f form) readValue(b []byte, text string, into reflect.Value) error {
	switch into.Kind() {
	case reflect.String:
		into.SetString(text)
	case reflect.Bool:
		if len(b) != 1 {
			return ErrDamaged
		}
		into.SetBool(b[0] == 1)
	case reflect.Int:
		n, used := binary.Varint(b)
		if used != len(b) || used == 0 {
			return ErrDamaged
		}
		into.SetInt(n)
	case reflect.Float64:
		if len(b) != 8 {
			return ErrDamaged
		}
		into.SetFloat(math.Float64frombits(binary.BigEndian.Uint64(b)))
	case reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		return f.readValue(b, text, into.Elem())
	case reflect.Slice, reflect.Array:
		return f.readList(b, text, into)
	case reflect.Struct:
		return f.readStruct(b, text, into)
	default:
		return ErrDamaged
	}
	return nil
}

func (f form) readList(b []byte, text string, into reflect.Value) error {
	if len(b) == 0 && into.Kind() == reflect.Slice {
		return nil
	}
	n, used := binary.Uvarint(b)
	if used <= 0 || n > uint64(len(b)-used) { // each takes a byte at least
		return ErrDamaged
	}
	if into.Kind() == reflect.Slice {
		into.Set(reflect.MakeSlice(into.Type(), int(n), int(n)))
	} else if int(n) != into.Len() {
		return ErrDamaged
	}
	b, text = b[used:], text[used:]
	for i := range int(n) {
		value, rest, ok := framed(b)
		if !ok {
			return ErrDamaged
		}
		at := len(b) - len(rest) - len(value)
		if err := f.readValue(value, text[at:at+len(value)], into.Index(i)); err != nil {
			return err
		}
		text, b = text[len(b)-len(rest):], rest
	}
	return nil
}
