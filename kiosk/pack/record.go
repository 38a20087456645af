package pack

import (
	"fmt"
	"sync"

	"github.com/fxamacker/cbor/v2"

	"frontdoor/kiosk/directory"
)

// A record is how a service is kept in a pack: a CBOR map (RFC 8949) from the numbers of the
// fields to their values, without the fields that are zero. Each field has its number in its
// tag, in package directory. A number is never given to another field, nor to the same field
// with another type: then a kiosk passes over what a later pack knows more, and takes what an
// earlier one knows less as not known. Like JSON, a record keeps "none" and "not known" apart.

// maxDepth is how deep a record may be nested, for what is damaged; a service is seven deep.
const maxDepth = 16

// A codec writes and reads CBOR: the same value always as the same bytes, and texts as they
// were given.
type codec struct {
	cbor.EncMode
	cbor.DecMode
}

// records is the codec of everything in a pack. It is made once.
var records = sync.OnceValues(func() (c codec, err error) { //nolint:gochecknoglobals // it never changes
	if c.EncMode, err = (cbor.EncOptions{Sort: cbor.SortCoreDeterministic}).EncMode(); err != nil {
		return c, err
	}
	c.DecMode, err = cbor.DecOptions{
		MaxNestedLevels: maxDepth, IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsForbidden, UTF8: cbor.UTF8DecodeInvalid,
	}.DecMode()
	return c, err
})

// EncodeRecord returns a service as it is kept in a pack.
func EncodeRecord(s directory.Service) ([]byte, error) { return encode(s) }

// DecodeRecord reads a record. Its error is ErrDamaged.
func DecodeRecord(b []byte) (directory.Service, error) {
	var s directory.Service
	err := decode(b, &s)
	return s, err
}

func encode(v any) ([]byte, error) {
	c, err := records()
	if err != nil {
		return nil, err
	}
	return c.Marshal(v)
}

func decode(b []byte, into any) error {
	c, err := records()
	if err != nil {
		return err
	}
	if err := c.Unmarshal(b, into); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return nil
}
