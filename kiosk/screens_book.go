package kiosk

import (
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/phrasebook"
)

// bookScreens are the pages of the phrasebook.
func bookScreens() []builder {
	return []builder{
		plain(picture.phrases),
		plain(picture.sentences),
		plain(picture.phrase),
		plain(picture.blank),
	}
}

func (picture) phrases() glass.Phrases { return glass.Phrases{Groups: phrasebook.Groups()} }

func (p picture) sentences() glass.Sentences {
	return glass.Sentences{Group: p.state.Group, Phrases: phrasebook.In(p.state.Group)}
}

func (p picture) phrase() glass.Phrase {
	said := glass.Phrase{Blanks: p.state.Blanks}
	if ph, ok := phrasebook.Find(p.state.Phrase); ok {
		said.Phrase, said.Replies = &ph, phrasebook.Answers(ph)
	}
	return said
}

func (p picture) blank() glass.Blank {
	kind, chosen := blank(p.state)
	b := glass.Blank{Kind: kind, Chosen: chosen, Typed: p.state.Typed}
	if kind != "" {
		b.Options = phrasebook.Options(kind, chosen)
	}
	return b
}

// blank returns of which kind the blank is that is being filled, and what it is filled with; the
// kind is empty when there is no such blank.
func blank(s journey.State) (kind phrasebook.Kind, chosen string) {
	p, _ := phrasebook.Find(s.Phrase)
	if s.Blank >= len(p.Blanks) || s.Blank >= len(s.Blanks) {
		return "", ""
	}
	return p.Blanks[s.Blank], s.Blanks[s.Blank]
}
