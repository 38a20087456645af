package typeset

import (
	"bytes"
	"fmt"
	"io/fs"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"

	"frontdoor/assets/fonts"
)

// A Weight is how heavy letters are.
type Weight int

// The weights.
const (
	Regular Weight = iota
	Bold
)

func (w Weight) String() string {
	if w == Bold {
		return "Bold"
	}
	return "Regular"
}

// An Engine lays out and draws text. It reads a face when it is first needed, so that a
// kiosk that shows no Chinese never parses it. It may be used by several goroutines.
type Engine struct {
	files   fs.FS
	mu      sync.Mutex // guards faces
	faces   map[string]*font.Face
	shapers sync.Pool
	glyphs  glyphCache
}

// NewEngine makes an engine with the embedded fonts.
func NewEngine() *Engine {
	return &Engine{
		files: fonts.Files,
		faces: map[string]*font.Face{},
		shapers: sync.Pool{New: func() any {
			s := &shaper{}
			s.harfbuzz.SetFontCacheSize(16)
			return s
		}},
	}
}

// shaper is what one layout uses at a time.
type shaper struct {
	segmenter shaping.Segmenter
	harfbuzz  shaping.HarfbuzzShaper
	wrapper   shaping.LineWrapper
}

// face gives a face by name, nil when there is no such file. The files are our own and
// embedded: one that cannot be parsed is a fault of the build.
func (e *Engine) face(name string, w Weight) *font.Face {
	file := fmt.Sprintf("%s-%s", name, w)
	e.mu.Lock()
	defer e.mu.Unlock()
	if f, ok := e.faces[file]; ok {
		return f
	}
	e.faces[file] = nil
	for _, ext := range []string{".ttf", ".otf"} {
		b, err := fs.ReadFile(e.files, file+ext)
		if err != nil {
			continue
		}
		f, err := font.ParseTTF(bytes.NewReader(b))
		if err != nil {
			panic(fmt.Sprintf("the embedded font %s%s: %v", file, ext, err))
		}
		e.faces[file] = f
	}
	return e.faces[file]
}

// faceChooser implements shaping.FontmapScript: the face follows the script before the
// letter, so that no word is drawn in two faces.
type faceChooser struct {
	engine *Engine
	lang   string
	weight Weight
	script language.Script
	last   *font.Face
}

func (c *faceChooser) SetScript(s language.Script) { c.script = s }

func (c *faceChooser) main() *font.Face { return c.engine.face(mainFace(c.lang), c.weight) }

// ResolveFace implements shaping.Fontmap.
func (c *faceChooser) ResolveFace(r rune) *font.Face {
	if ignorable(r) && c.last != nil {
		return c.last
	}
	c.last = c.choose(r)
	return c.last
}

func (c *faceChooser) choose(r rune) *font.Face {
	script := language.LookupScript(r)
	if !script.Strong() {
		script = c.script
	}
	var first *font.Face
	switch {
	case script.Strong():
		if name := scriptFace(script, c.lang); name != "" {
			first = c.engine.face(name, c.weight)
		}
	case r < 0x80: // European digits and signs on their own: telephone numbers, times
		first = c.engine.face(latin, c.weight)
	default:
		first = c.main()
	}
	plain := c.engine.face(latin, c.weight)
	for _, f := range []*font.Face{first, c.main(), plain} {
		if f == nil {
			continue
		}
		if _, ok := f.NominalGlyph(r); ok {
			return f
		}
	}
	return plain
}
