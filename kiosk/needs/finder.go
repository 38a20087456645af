package needs

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync"
)

// A Match is a need that somebody's words may mean. Score says how well they fit, from
// above 0 to 1; it orders matches and is no probability.
type Match struct {
	Leaf  string
	Score float64
}

// MaxMatches is the most matches that Find returns. A screen shows three of them, and
// "none of these" beside them.
const MaxMatches = 10

const (
	// least is the score below which words and a need have only scraps in common.
	least = 0.12
	// sure is the score from which the resident's own language has answered, and no other
	// is asked.
	sure = 0.6
	// otherLanguage lets a need in the resident's own language come before the same words
	// in another.
	otherLanguage = 0.8
	// byTop is how much the name of a top adds to each of its leaves: words for the whole
	// top ("housing") find all of them, below a leaf that is named itself.
	byTop = 0.25
)

// A Finder finds needs in a resident's own words. It compares the words with what the needs
// are called and with what people say for them, letter by letter, so that endings and slips do not
// matter; it does not know meanings. What a language calls the needs is read when it is first looked for, so that a
// finder costs nothing until somebody types. It may be used by several goroutines.
type Finder struct {
	tree   *Tree
	titles func(lang, message string) string
	langs  []string

	mu      sync.Mutex
	indexes map[string]*index
}

// NewFinder makes a finder. titles returns what a need is called in a language; it is called
// with the ids that [MessageID] makes, and returns nothing for a need without a name. langs
// are the languages that needs have names in.
func NewFinder(tree *Tree, titles func(lang, message string) string, langs []string) *Finder {
	return &Finder{tree: tree, titles: titles, langs: slices.Clone(langs), indexes: map[string]*index{}}
}

// MessageID is the message that names a need: "need.health.gp" for "health/gp", and
// "need.health" for the top.
func MessageID(id string) string { return "need." + strings.ReplaceAll(id, "/", ".") }

// Find returns the needs that words may mean, the best first; none when there is nothing like
// them. lang is the resident's. People write in another language than the one they read,
// above all in English, so the other languages are asked when that one has no good answer.
func (f *Finder) Find(lang, words string) []Match {
	said := features(words)
	if len(said) == 0 {
		return nil
	}
	scores := map[string]float64{}
	best := 0.0
	if slices.Contains(f.langs, lang) {
		best = f.score(scores, lang, said, 1)
	}
	for _, other := range f.langs {
		if best >= sure {
			break
		}
		if other != lang {
			f.score(scores, other, said, otherLanguage)
		}
	}
	matches := make([]Match, 0, MaxMatches)
	for leaf, s := range scores {
		if s >= least {
			matches = append(matches, Match{leaf, s})
		}
	}
	slices.SortFunc(matches, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Leaf, b.Leaf))
	})
	return matches[:min(len(matches), MaxMatches)]
}

// WriteMatches writes matches for a shell, one on a line: rank, leaf and score between tabs.
func WriteMatches(w io.Writer, matches []Match) error {
	for i, m := range matches {
		if _, err := fmt.Fprintf(w, "%d\t%s\t%.3f\n", i+1, m.Leaf, m.Score); err != nil {
			return fmt.Errorf("write matches: %w", err)
		}
	}
	return nil
}

// score adds what one language says and returns its best score.
func (f *Finder) score(scores map[string]float64, lang string, said map[string]float64, weight float64) float64 {
	best := 0.0
	for leaf, s := range f.index(lang).match(said) {
		best = max(best, s)
		scores[leaf] = max(scores[leaf], s*weight)
	}
	return best
}

func (f *Finder) index(lang string) *index {
	f.mu.Lock()
	defer f.mu.Unlock()
	ix, ok := f.indexes[lang]
	if !ok {
		ix = newIndex(f.tree, lang, func(id string) string { return f.titles(lang, MessageID(id)) })
		f.indexes[lang] = ix
	}
	return ix
}

// An index is what one language calls the needs, ready to be compared. Two texts are alike
// by the cosine between their features, each counting for more the fewer needs have it.
type index struct {
	leaves []string
	tops   []int      // the place of each leaf's top in topNames
	names  [][]vector // what each leaf is called: its title first, then what people say
	top    []vector
	rarity map[string]float64
	rarest float64
}

// A vector is a text's features with their final weights, and its length.
type vector struct {
	features map[string]float64
	length   float64
}

func newIndex(tree *Tree, lang string, title func(id string) string) *index {
	ix := &index{rarity: map[string]float64{}}
	var names [][]map[string]float64
	var tops []map[string]float64
	for i, t := range tree.Tops() {
		tops = append(tops, features(title(t.ID)))
		for _, l := range t.Leaves {
			ix.leaves = append(ix.leaves, l.ID)
			ix.tops = append(ix.tops, i)
			called := []map[string]float64{features(title(l.ID))}
			for _, s := range l.Sayings[lang] {
				called = append(called, features(s))
			}
			names = append(names, called)
		}
	}
	for _, called := range names {
		once := map[string]bool{} // a leaf that is called many things counts once
		for _, n := range called {
			for k := range n {
				once[k] = true
			}
		}
		for k := range once {
			ix.rarity[k]++
		}
	}
	n := float64(len(names))
	for k, count := range ix.rarity {
		ix.rarity[k] = math.Log(1 + n/count)
	}
	ix.rarest = math.Log(1 + n)
	for _, called := range names {
		var vectors []vector
		for _, f := range called {
			vectors = append(vectors, ix.vector(f))
		}
		ix.names = append(ix.names, vectors)
	}
	for _, f := range tops {
		ix.top = append(ix.top, ix.vector(f))
	}
	return ix
}

func (ix *index) vector(f map[string]float64) vector {
	v := vector{features: make(map[string]float64, len(f))}
	squares := 0.0
	for _, k := range sortedKeys(f) { // sums of floats depend on their order; matches must not
		rarity, known := ix.rarity[k]
		if !known {
			rarity = ix.rarest
		}
		w := f[k] * rarity
		v.features[k] = w
		squares += w * w
	}
	v.length = math.Sqrt(squares)
	return v
}

// match returns the score of every leaf that has anything in common with what was said.
func (ix *index) match(said map[string]float64) map[string]float64 {
	q := ix.vector(said)
	keys := sortedKeys(said)
	byTops := make([]float64, len(ix.top))
	for i, t := range ix.top {
		byTops[i] = q.cosine(t, keys)
	}
	scores := map[string]float64{}
	for i, leaf := range ix.leaves {
		own := 0.0
		for _, name := range ix.names[i] {
			own = max(own, q.cosine(name, keys))
		}
		// What the top adds grows with the room that is left, so that 1 stays a need's own
		// name, word for word.
		if s := own + (1-own)*byTop*byTops[ix.tops[i]]; s > 0 {
			scores[leaf] = min(s, 1)
		}
	}
	return scores
}

// cosine compares two texts, 0 for nothing in common and 1 for the same.
func (v vector) cosine(other vector, keys []string) float64 {
	if v.length == 0 || other.length == 0 {
		return 0
	}
	dot := 0.0
	for _, k := range keys {
		if w, ok := other.features[k]; ok {
			dot += v.features[k] * w
		}
	}
	return dot / (v.length * other.length)
}

func sortedKeys(f map[string]float64) []string {
	keys := make([]string, 0, len(f))
	for k := range f {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
