package dashboard

import (
	"slices"
	"testing"

	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/usage"
)

// TestEveryWordThatIsCountedIsCalledSomething holds this package's words to the vocabulary: a
// coordinator reads no id, and no word is left over from what is not counted any more.
func TestEveryWordThatIsCountedIsCalledSomething(t *testing.T) {
	v := usage.NewVocabulary(usage.Known{Screens: journey.Steps()})
	shown := []string{
		usage.Outcome, usage.Unmet, usage.Person, usage.Handoff, usage.Wait, usage.Help, usage.Lasted, usage.Format, usage.Turned,
		usage.Helpful, usage.Left, usage.Health,
	}
	for _, dimension := range shown {
		counted := v.Values(dimension)
		for _, value := range counted {
			if value != usage.Other && words[dimension][value] == "" {
				t.Errorf("%s %q has no name on the page", dimension, value)
			}
		}
		for value := range words[dimension] {
			if !slices.Contains(counted, value) {
				t.Errorf("%s %q has a name on the page and is not counted", dimension, value)
			}
		}
	}
	for dimension := range words {
		if !slices.Contains(shown, dimension) {
			t.Errorf("nothing holds the names of %s to the vocabulary", dimension)
		}
	}
}
