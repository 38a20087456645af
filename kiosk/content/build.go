package content

import (
	"frontdoor/kiosk/pack"
)

// Build writes a source into a pack. The file appears whole or not at all, and the same source
// makes the same bytes.
func Build(s Source, file string) error { return pack.Write(s.contents(), file) }

func (source Source) contents() pack.Contents {
	return pack.Contents{Services: source.Services, Postcodes: source.Postcodes}
}

// CompileBuiltin returns the built-in content and the rights in the form in which kiosks have
// them, the bytes of assets/builtin/builtin.cbor. known reports whether a need is a leaf of the
// tree.
func CompileBuiltin(known func(need string) bool) ([]byte, error) {
	s, err := Builtin(known)
	if err != nil {
		return nil, err
	}
	rights, err := Rights(known)
	if err != nil {
		return nil, err
	}
	return pack.EncodeBuiltin(s.contents(), rights)
}
