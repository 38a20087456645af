package kiosk

import "frontdoor/kiosk/glass"

// visitScreens are those of a visit's beginning, its end, and how it is read.
func visitScreens() []builder {
	return []builder{
		plain(picture.attract),
		plain(picture.languages),
		plain(picture.missing),
		plain(picture.comfort),
		with((*Core).memory, picture.remembered),
		plain(picture.finished),
	}
}

func (picture) attract() glass.Attract { return glass.Attract{} }

func (picture) languages() glass.Languages { return glass.Languages{} }

func (picture) missing() glass.Missing { return glass.Missing{} }

func (picture) comfort() glass.Comfort { return glass.Comfort{} }

func (p picture) remembered(m memory) glass.Remembered {
	return glass.Remembered{Counted: m.counted, Waiting: m.waiting, Discarded: p.state.Discarded}
}

func (p picture) finished() glass.Finished {
	return glass.Finished{Rated: p.state.Rated, Discarded: p.state.Discarded}
}
