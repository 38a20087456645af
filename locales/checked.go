package locales

import (
	"io/fs"

	"github.com/BurntSushi/toml"
)

// A check is what checked.<tag>.toml says of one message.
type check struct {
	// Words is a short hash of the English and the translation together. It ties the check
	// to exactly these two texts.
	Words string
	// Checked is who has checked the pair and when: "A. Name, 2027-01-05". Empty for a draft.
	Checked string
}

// readChecked reads what has been checked of a language. What cannot be read has not been
// checked.
func readChecked(files fs.FS, tag string) map[string]check {
	b, err := fs.ReadFile(files, "checked."+tag+".toml")
	if err != nil {
		return nil // a language without the file is a draft as a whole
	}
	var all map[string]check
	if err := toml.Unmarshal(b, &all); err != nil {
		return nil // a test reads every file; on the glass, doubt means draft
	}
	return all
}

// Draft reports whether the translation of a message has not been checked by a person yet.
// English is what the others are checked against, and is no draft.
func (p Printer) Draft(id string) bool {
	return p.tag != source && p.checked()[id].Checked == ""
}
