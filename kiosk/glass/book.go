package glass

import (
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/phrasebook"
)

// book is the pages of the phrasebook.
func book() []kind { return []kind{of[Phrases](), of[Sentences](), of[Phrase](), of[Blank]()} }

// Phrases is the groups of the book.
type Phrases struct {
	Groups []string
}

// ID implements Screen.
func (Phrases) ID() journey.Screen { return journey.Phrases }

// Sentences is the phrases of one group.
type Sentences struct {
	Group   string
	Phrases []phrasebook.Phrase
}

// ID implements Screen.
func (Sentences) ID() journey.Screen { return journey.Sentences }

// Phrase is one phrase, very large.
type Phrase struct {
	Phrase  *phrasebook.Phrase  // nil when the book has no such phrase
	Blanks  []string            // what its blanks are filled with
	Replies []phrasebook.Phrase // what the other can answer
}

// ID implements Screen.
func (Phrase) ID() journey.Screen { return journey.Phrase }

// Blank asks what a blank of a phrase is filled with.
type Blank struct {
	Kind    phrasebook.Kind // empty when there is no such blank
	Chosen  string          // what it is filled with now
	Options []string        // none for a number, which is typed
	Typed   string
}

// ID implements Screen.
func (Blank) ID() journey.Screen { return journey.Blank }
