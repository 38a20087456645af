package pack

import (
	"fmt"

	"frontdoor/assets/builtin"
	"frontdoor/kiosk/directory"
)

// built is the form of assets/builtin/builtin.cbor. Numbers are given as those of a record are.
type built struct {
	Services  []directory.Service        `cbor:"1,keyasint,omitzero"`
	Postcodes map[string]directory.Point `cbor:"2,keyasint,omitzero"`
	Rights    []directory.Right          `cbor:"3,keyasint,omitzero"`
}

// Builtin returns what every kiosk has without a pack: national services, and the invented
// borough that is shown until a kiosk is given one.
func Builtin() (Contents, error) {
	b, err := readBuiltin()
	return Contents{Services: b.Services, Postcodes: b.Postcodes}, err
}

// Rights returns the rights that a resident can show at a desk. They are built in: what the
// law says does not come with a borough's pack.
func Rights() ([]directory.Right, error) {
	b, err := readBuiltin()
	return b.Rights, err
}

func readBuiltin() (b built, err error) {
	if err := decode(builtin.Compiled, &b); err != nil {
		return built{}, fmt.Errorf("read the built-in content: %w", err)
	}
	return b, nil
}

// EncodeBuiltin returns the bytes of assets/builtin/builtin.cbor, from which Builtin and Rights
// read.
func EncodeBuiltin(c Contents, rights []directory.Right) ([]byte, error) {
	return encode(built{Services: c.Services, Postcodes: c.Postcodes, Rights: rights})
}
