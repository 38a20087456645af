package typeset

// An Align is the side that lines start from, in the reading direction of the language.
type Align int

// The sides.
const (
	Start Align = iota
	Center
	End
)

// A Weight is how heavy letters are.
type Weight int

// The weights.
const (
	Regular Weight = iota
	Bold
)

// String returns the weight as the name of a font's file has it.
func (w Weight) String() string {
	if w == Bold {
		return "Bold"
	}
	return "Regular"
}

// A Style is how text is set.
type Style struct {
	Lang     string  // BCP 47: decides direction, faces and the height of lines
	Size     float32 // pixels per em
	Weight   Weight
	Align    Align
	MaxLines int // 0 means as many as it takes; of more than these the last ends in "…"
}

// The sizes that text is set at; a smaller or larger one is a mistake, and is brought nearer
// rather than crashing the glass.
const (
	minSize = 1
	maxSize = 1000
)

// size is the style's size within bounds. A NaN becomes the least.
func (st Style) size() float32 {
	if st.Size >= minSize {
		return min(st.Size, maxSize)
	}
	return minSize
}

// lineHeight is the height of every line of a style, in pixels, whatever it holds.
func (st Style) lineHeight() int { return int(st.size()*LineHeight(st.Lang) + 0.5) }

// rtl reports whether the style's paragraphs run from right to left.
func (st Style) rtl() bool { return RTL(st.Lang) }
