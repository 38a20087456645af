package typeset

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/segmenter"
	"github.com/go-text/typesetting/shaping"

	"frontdoor/assets/fonts"
)

// An Engine lays out and draws text. It reads a face when it is first needed, so that a
// kiosk that shows no Chinese never parses it. Several goroutines may use one engine.
type Engine struct {
	files  fs.FS
	mu     sync.Mutex              // guards fonts and idle
	fonts  map[faceName]*font.Font // nil when there is no such file
	idle   []*shaper
	glyphs glyphCache
}

// NewEngine makes an engine with the embedded faces.
func NewEngine() *Engine {
	return &Engine{files: fonts.Files, fonts: map[faceName]*font.Font{}}
}

// font returns a face's font, or nil when assets/fonts does not have it. The files are our own
// and embedded: one that cannot be parsed is a fault of the build, and a test parses them all.
func (e *Engine) font(n faceName) *font.Font {
	e.mu.Lock()
	defer e.mu.Unlock()
	f, known := e.fonts[n]
	if !known {
		var err error
		if f, err = read(e.files, fmt.Sprintf("%s-%s", n.family, n.weight)); err != nil {
			panic(err)
		}
		e.fonts[n] = f
	}
	return f
}

// read parses a font straight from the embedded bytes: nothing but its tables is copied.
func read(files fs.FS, name string) (f *font.Font, err error) {
	for _, ending := range []string{".ttf", ".otf"} {
		file, err := files.Open(name + ending)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("open the embedded font %s: %w", name, err)
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		resource, ok := file.(opentype.Resource)
		if !ok {
			return nil, fmt.Errorf("the embedded font %s cannot be read at a place", name)
		}
		loader, err := opentype.NewLoader(resource)
		if err != nil {
			return nil, fmt.Errorf("load the embedded font %s: %w", name, err)
		}
		if f, err = font.NewFont(loader); err != nil {
			return nil, fmt.Errorf("parse the embedded font %s: %w", name, err)
		}
		return f, nil
	}
	return nil, nil
}

// A shaper is what one layout uses at a time. It keeps what shaping learns about the faces,
// which costs milliseconds to learn again.
type shaper struct {
	parts    shaping.Segmenter
	breaks   segmenter.Segmenter
	harfbuzz shaping.HarfbuzzShaper
	faces    map[faceName]*font.Face // nil when there is no such file
}

// faceName names a face of assets/fonts.
type faceName struct {
	family string
	weight Weight
}

// maxIdle is how many shapers wait for work. The glass uses one at a time.
const maxIdle = 4

func (e *Engine) take() *shaper {
	e.mu.Lock()
	defer e.mu.Unlock()
	if n := len(e.idle); n > 0 {
		s := e.idle[n-1]
		e.idle = e.idle[:n-1]
		return s
	}
	s := &shaper{faces: map[faceName]*font.Face{}}
	s.harfbuzz.SetFontCacheSize(32) // every face of the house in both weights
	return s
}

func (e *Engine) give(s *shaper) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.idle) < maxIdle {
		e.idle = append(e.idle, s)
	}
}

// face returns the shaper's own view of a font, nil when there is no such file. go-text's fonts
// may be shared between goroutines, its faces may not.
func (e *Engine) face(s *shaper, n faceName) *font.Face {
	f, known := s.faces[n]
	if !known {
		if shared := e.font(n); shared != nil {
			f = font.NewFace(shared)
		}
		s.faces[n] = f
	}
	return f
}
