package typeset

import (
	"fmt"
	"image"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/math/fixed"
	"pgregory.net/rapid"
)

// linesOf returns the text of every line of a layout, without what hangs at its end and without
// what nobody sees.
func linesOf(e *Engine, text string, st Style, width int) []string {
	s := e.take()
	defer e.give(s)
	rows, dots := e.rows(s, text, st, units(width, st))
	var all []string
	for _, r := range rows {
		sp := r.m.trimmed(r.span)
		all = append(all, seen(string(r.m.text[sp.from:sp.to])))
	}
	if dots != nil {
		all[len(all)-1] += "…"
	}
	return all
}

// seen returns a text without its marks of direction and its joiners.
func seen(text string) string {
	return strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}, text)
}

// inkOf returns where the ink of one line is, in a box of a width.
func inkOf(l *Layout, i, width int) image.Rectangle {
	one := &Layout{Width: l.Width, lines: l.lines[i : i+1], style: l.style, engine: l.engine}
	return one.Bounds(width)
}

var languages = []string{"en", "bn", "ar", "ur", "pl", "zh-Hans"}

// vocabulary has no word in it that a line may break inside.
var vocabulary = []string{
	"a", "surgery", "Whitechapel", "Bartholomew’s", "NHS", "(free)", "Źdźbło", "najwspanialszy,", "আমার", "গ্রন্থাগারের", "দরকার।",
	"أحتاج", "المستشفيات", "اليوم،", "مجھے", "لائبریری", "ضرورت", "ہے۔", "42", "٣٤", "£20.50",
	Isolate("020 7946 0958"), Isolate("9:00–17:30"), Isolate("E1 6AN"), Isolate("www.example.org/find?a=b-c"),
}

func TestNoWordIsSplitThatFitsOnALine(t *testing.T) {
	e := NewEngine()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 12).Draw(t, "words")
		st := Style{
			Lang:   rapid.SampledFrom(languages).Draw(t, "lang"),
			Size:   rapid.Float32Range(8, 60).Draw(t, "size"),
			Weight: Weight(rapid.IntRange(0, 1).Draw(t, "weight")),
		}
		text := strings.Join(words, " ")
		longest := e.LongestWord(text, st)
		width := longest + rapid.SampledFrom([]int{0, 0, 1, 2, 5, 20, 100, 500}).Draw(t, "more")
		lines := linesOf(e, text, st, width)
		if got := strings.Join(lines, " "); got != seen(text) {
			t.Fatalf("width %d, longest word %d: a word was split or lost:\n%q", width, longest, lines)
		}
		if l := e.Layout(text, st, width); l.Width > width {
			t.Fatalf("a line is %d wide in %d: %q", l.Width, width, lines)
		}
	})
}

func TestAWordWiderThanTheLineIsSplitBetweenLetters(t *testing.T) {
	e := NewEngine()
	for _, word := range []string{"Whitechapel", "المستشفيات", "গ্রন্থাগারের", "ضرورت"} {
		for _, lang := range languages {
			st := Style{Lang: lang, Size: 30}
			for width := 1; width < 60; width += 7 {
				lines := linesOf(e, "a "+word+" b", st, width)
				if got := strings.Join(lines, ""); strings.ReplaceAll(got, " ", "") != "a"+word+"b" {
					t.Errorf("%s in %d: letters were lost: %q", word, width, lines)
				}
			}
		}
	}
	if got := linesOf(e, "abc", Style{Lang: "en", Size: 30}, 1); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("where not even a letter fits, lines are %q", got)
	}
}

// TestNoLineBeginsInsideAGlyph sets letters that are one glyph together, which Unicode alone
// would let a line break between.
func TestNoLineBeginsInsideAGlyph(t *testing.T) {
	e := NewEngine()
	s := e.take()
	defer e.give(s)
	for _, text := range []string{"سلام الله", "office", "aaaa \u0301bbbb", "ক্ষ্মক্ষ্ম"} {
		for _, lang := range languages {
			for width := 1; width < 80; width += 3 {
				st := Style{Lang: lang, Size: 30}
				rows, _ := e.rows(s, text, st, units(width, st))
				for _, r := range rows {
					if !r.m.begins[r.span.from] || len(r.m.cut(r.span)) == 0 {
						t.Fatalf("%s, width %d: the line %q of %q begins inside a glyph", lang, width, string(r.m.text[r.span.from:r.span.to]), text)
					}
				}
			}
		}
	}
}

// TestANumberDoesNotTouchTheWordBesideIt holds the spaces between Nastaliq and Latin digits.
func TestANumberDoesNotTouchTheWordBesideIt(t *testing.T) {
	e := NewEngine()
	s := e.take()
	defer e.give(s)
	text := []rune("وقت " + Isolate("NHS 111") + " پر فون")
	m := e.measure(s, text, Style{Lang: "ur", Size: 20})
	var spaces []int
	for i, r := range text {
		if r == ' ' {
			spaces = append(spaces, (m.before[i+1]-m.before[i])/64)
		}
	}
	// Noto Sans has a space of 260, Noto Nastaliq Urdu one of 132.
	if want := []int{260, 260, 132}; !slices.Equal(spaces, want) {
		t.Errorf("the spaces are %v thousandths of an em wide, want %v", spaces, want)
	}
}

// TestRunsFollowTheLevels holds that go-text's idea of directions never reaches the shaper: it
// knows no bracket pairs, and disagrees in 6,315 of the 91,679 cases of Unicode that name a base.
func TestRunsFollowTheLevels(t *testing.T) {
	e := NewEngine()
	s := e.take()
	defer e.give(s)
	for _, text := range []string{"a\u202ebc 12\u202cd", "مر\u202dحب\u202cا", "\u2067abc (د) 12\u2069", "ابج (ابج def) abc", "abc (abc دهو) ابج"} {
		for _, lang := range []string{"en", "ar"} {
			par, base := []rune(text), int8(0)
			if RTL(lang) {
				base = 1
			}
			levels := Levels(par, base)
			at := 0
			for _, in := range e.parts(s, par, levels, Style{Lang: lang, Size: 20}) {
				if in.RunStart != at {
					t.Fatalf("%s %q: a run begins at %d, want %d", lang, text, in.RunStart, at)
				}
				for at = in.RunStart; at < in.RunEnd; at++ {
					if levels[at] != levels[in.RunStart] || in.Direction != towards(levels[at]) {
						t.Errorf("%s %q: rune %d of level %d is in a run towards %v", lang, text, at, levels[at], in.Direction)
					}
				}
			}
		}
	}
}

func TestAsManyWordsStandOnALineAsFit(t *testing.T) {
	e, st := NewEngine(), Style{Lang: "en", Size: 20}
	text := "Ring the front desk of the surgery in Example Street"
	for width := e.LongestWord(text, st); width < 500; width += 13 {
		lines := linesOf(e, text, st, width)
		for i := range len(lines) - 1 {
			next, _, _ := strings.Cut(lines[i+1], " ")
			if w := e.Layout(lines[i]+" "+next, st, 0).Width; w < width {
				t.Errorf("width %d: %q would have fitted after %q", width, next, lines[i])
			}
		}
	}
}

func TestNumbersStayWholeAndInOrderInsideRightToLeftText(t *testing.T) {
	e := NewEngine()
	for _, lang := range []string{"ar", "ur"} {
		for _, number := range []string{"020 7946 0958", "17:30", "9:00–17:30", "24/7", "E1 6AN", "+44 20 7946 0958"} {
			text := "اتصل على الرقم " + Isolate(number) + " قبل الساعة السادسة أو بعدها"
			st := Style{Lang: lang, Size: 24}
			for width := e.LongestWord(text, st); width < 500; width += 11 {
				lines := 0
				for _, ln := range e.Layout(text, st, width).lines {
					if reads(ln, e, number) {
						lines++
					}
				}
				if lines != 1 {
					t.Fatalf("%s, width %d: %q reads from left to right on %d lines, want 1", lang, width, number, lines)
				}
			}
		}
	}
}

// reads reports whether the glyphs of a Latin text are on a line from left to right.
func reads(ln line, e *Engine, text string) bool {
	s := e.take()
	defer e.give(s)
	f := e.face(s, faceName{latin, Regular})
	var want, got []string
	for _, r := range strings.ReplaceAll(text, " ", "") {
		id, _ := f.NominalGlyph(r)
		want = append(want, fmt.Sprint(id))
	}
	for _, g := range ln.glyphs {
		if id := fmt.Sprint(g.id); g.font == f.Font && slices.Contains(want, id) {
			got = append(got, id)
		}
	}
	return strings.Contains(" "+strings.Join(got, " ")+" ", " "+strings.Join(want, " ")+" ")
}

func TestLinesStandAtTheSideWhereTheirLanguageStarts(t *testing.T) {
	e := NewEngine()
	const width = 400
	for _, s := range samples() {
		if s.lang == "ur" { // its letters reach over the edges by design
			continue
		}
		st := Style{Lang: s.lang, Size: 24}
		near := int(st.Size / 4) // the side bearing of a letter
		if s.lang == "zh-Hans" {
			near *= 3 // of a full stop, which is as wide as a character
		}
		for _, align := range []Align{Start, End} {
			st.Align = align
			l := e.Layout(s.text, st, width)
			if l.Lines() < 3 {
				t.Fatalf("%s has only %d lines", s.lang, l.Lines())
			}
			for i := range l.Lines() {
				ink := inkOf(l, i, width)
				atRight := (align == Start) == RTL(s.lang)
				if atRight && (ink.Max.X < width-near || ink.Max.X > width+near) || !atRight && (ink.Min.X < -near || ink.Min.X > near) {
					t.Errorf("%s, align %d: the ink of line %d is from %d to %d of %d", s.lang, align, i+1, ink.Min.X, ink.Max.X, width)
				}
			}
		}
		st.Align = Center
		l := e.Layout(s.text, st, width)
		for i := range l.Lines() {
			if ink := inkOf(l, i, width); abs(ink.Min.X+ink.Max.X-width) > 2*near {
				t.Errorf("%s: line %d is not in the middle: from %d to %d of %d", s.lang, i+1, ink.Min.X, ink.Max.X, width)
			}
		}
	}
}

func abs(n int) int { return max(n, -n) }

// TestTheSpaceAfterAWordTakesNoRoomAtTheEndOfALine holds where go-text's own wrapper fails:
// English names in Arabic text, whose spaces are in the middle of what is seen.
func TestTheSpaceAfterAWordTakesNoRoomAtTheEndOfALine(t *testing.T) {
	e := NewEngine()
	st := Style{Lang: "ar", Size: 24}
	text := "اذهب إلى NHS Walk-in Centre Whitechapel Road اليوم"
	word := e.LongestWord("Whitechapel", st)
	lines := linesOf(e, text, st, word)
	if !strings.Contains(strings.Join(lines, "|"), "|Whitechapel|") {
		t.Errorf("in exactly its own width, Whitechapel is not alone on a line: %q", lines)
	}
	for _, lang := range languages {
		st.Lang = lang
		for _, text := range []string{"Whitechapel", "المستشفيات", "مرحبا NHS", "NHS مرحبا", "দরকার"} {
			plain := e.Layout(text, st, 0).Width
			for _, hanging := range []string{" ", "   ", "\u2069 ", " \u2069", "\u3000", "\u200b", "\n"} {
				if w := e.Layout(text+hanging, st, 0).Width; w != plain {
					t.Errorf("%s: %q is %d wide, %q is %d", lang, text, plain, text+hanging, w)
				}
			}
		}
	}
}

func TestLinesOfALanguageAreEquallyHigh(t *testing.T) {
	e := NewEngine()
	all := strings.Join(vocabulary, " ")
	for _, lang := range languages {
		for _, size := range []float32{11.5, 20, 33.3} {
			st := Style{Lang: lang, Size: size}
			one := e.Layout("a", st, 0).Height
			if want := int(size*LineHeight(lang) + 0.5); one != want {
				t.Errorf("%s at %v: a line is %d high, want %d", lang, size, one, want)
			}
			l := e.Layout(all, st, 300)
			if l.Height != one*l.Lines() {
				t.Errorf("%s at %v: %d lines are %d high, one is %d", lang, size, l.Lines(), l.Height, one)
			}
			for i, ln := range l.lines {
				if ln.baseline != l.lines[0].baseline+i*one {
					t.Errorf("%s at %v: the baseline of line %d is %d", lang, size, i+1, ln.baseline)
				}
			}
		}
	}
}

func TestTextThatIsTooLongEndsInDotsAfterAWholeWord(t *testing.T) {
	e := NewEngine()
	for _, s := range samples() {
		for lines := 1; lines <= 3; lines++ {
			st := Style{Lang: s.lang, Size: 24, MaxLines: lines}
			for width := 200; width < 420; width += 31 {
				got := linesOf(e, s.text, st, width)
				l := e.Layout(s.text, st, width)
				if len(got) != lines || l.Lines() != lines || l.Width > width {
					t.Errorf("%s: %d lines of %d, %d wide in %d", s.lang, l.Lines(), lines, l.Width, width)
				}
				last, cut := strings.CutSuffix(got[lines-1], "…")
				if !cut {
					t.Errorf("%s: nothing says that more was there: %q", s.lang, got)
				}
				whole := strings.Join(append(got[:lines-1:lines-1], last), " ")
				if s.lang != "zh-Hans" && !strings.HasPrefix(seen(s.text)+" ", whole+" ") {
					t.Errorf("%s: a word was cut: %q", s.lang, got)
				}
			}
		}
	}
}

func TestTextThatFitsHasNoDots(t *testing.T) {
	e := NewEngine()
	for _, text := range []string{"Whitechapel", "Whitechapel Road", "two\nlines", "two\nlines\n"} {
		st := Style{Lang: "en", Size: 24, MaxLines: 2}
		if got := linesOf(e, text, st, e.LongestWord(text, st)); strings.Contains(strings.Join(got, ""), "…") {
			t.Errorf("%q became %q", text, got)
		}
	}
	if got := linesOf(e, "three\nshort\nlines", Style{Lang: "en", Size: 24, MaxLines: 2}, 500); got[1] != "short…" {
		t.Errorf("three paragraphs on two lines became %q", got)
	}
}

func TestDotsStandWhereTheLineEndsInItsOwnDirection(t *testing.T) {
	e := NewEngine()
	dots := func(lang, text string) (at, width int) {
		l := e.Layout(text, Style{Lang: lang, Size: 24, MaxLines: 1}, 150)
		s := e.take()
		defer e.give(s)
		id, _ := e.face(s, faceName{latin, Regular}).NominalGlyph('…')
		for _, g := range l.lines[0].glyphs {
			if g.id == id {
				return g.x.Round(), l.Width
			}
		}
		t.Fatalf("%s: no dots", lang)
		return 0, 0
	}
	if at, width := dots("en", "Ring the front desk of the surgery"); at < width-30 {
		t.Errorf("English dots are at %d of %d", at, width)
	}
	// What was left out begins with a number, which runs from left to right: the dots do not.
	if at, width := dots("ar", "اتصل على "+Isolate("020 7946 0958")); at != 0 {
		t.Errorf("Arabic dots are at %d of %d, want the left end", at, width)
	}
}

func TestLettersOfAnySizeTakeRoomInProportion(t *testing.T) {
	e := NewEngine()
	for _, s := range samples() {
		at := func(size float32) int { return e.LongestWord(s.text, Style{Lang: s.lang, Size: size}) }
		large := at(1000)
		for _, size := range []float32{9.25, 17.5, 20, 31.625, 64} {
			if g := e.Layout(s.title, Style{Lang: s.lang, Size: size}, 0).lines[0].glyphs[0]; g.size != fixed.Int26_6(size*64) {
				t.Errorf("%s at %v: letters are drawn at %v", s.lang, size, g.size)
			}
			if got, want := at(size), float32(large)*size/1000; float32(got) < want-0.2 || float32(got) > want+1.2 {
				t.Errorf("%s at %v: the longest word is %d wide, want %.1f", s.lang, size, got, want)
			}
		}
	}
}

func TestSizesThatMakeNoSenseDoNotStopTheGlass(t *testing.T) {
	e := NewEngine()
	var zero float32
	for _, size := range []float32{0, -3, zero / zero, 1 / zero, 1e30} {
		if l := e.Layout("Whitechapel", Style{Lang: "en", Size: size}, 100); l.Height <= 0 {
			t.Errorf("size %v: a layout %d high", size, l.Height)
		}
	}
}

func TestNoTextIsOneEmptyLine(t *testing.T) {
	e := NewEngine()
	for _, text := range []string{"", " ", "\n", "\t\r\n "} {
		l := e.Layout(text, Style{Lang: "en", Size: 20}, 100)
		if l.Lines() != 1 || l.Width != 0 || l.Height != 27 || !l.Bounds(100).Empty() {
			t.Errorf("%q: %d lines, %d by %d, ink %v", text, l.Lines(), l.Width, l.Height, l.Bounds(100))
		}
	}
}
