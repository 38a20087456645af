package content

import (
	"fmt"
	"io/fs"

	"frontdoor/assets/builtin"
)

// National reads the built-in services that are for everybody in England.
func National(known func(need string) bool) (Source, error) { return readBuiltin("national", known) }

// Builtin reads everything that is built in: national services and the invented borough that
// is shown until a kiosk is given a pack.
func Builtin(known func(need string) bool) (Source, error) {
	national, err := National(known)
	if err != nil {
		return Source{}, err
	}
	example, err := readBuiltin("example", known)
	if err != nil {
		return Source{}, err
	}
	return Merge(national, example)
}

func readBuiltin(folder string, known func(need string) bool) (Source, error) {
	sub, err := fs.Sub(builtin.Source, "source/"+folder)
	if err != nil {
		return Source{}, fmt.Errorf("read the built-in content: %w", err)
	}
	return Read(sub, known)
}
