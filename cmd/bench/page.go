package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"image"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"frontdoor/assets/fonts"
	"frontdoor/assets/icons"
	"frontdoor/locales"
)

//go:embed page.html
var pageSource string

// A layout is where things are on the page, in pixels.
type layout struct {
	Whole, Bar, Title, Pill, Person, Emergency image.Rectangle
	Languages, Needs                           []image.Rectangle
}

// compared is how many languages both programs are walked through.
const compared = 6

// geometry lays the page out as the kiosk lays out its screens.
func geometry(whole image.Rectangle) layout {
	g := layout{
		Whole: whole, Bar: part(whole, 0, 863, 1000, 1000), Title: part(whole, 25, 120, 975, 200),
		Pill: part(whole, 660, 14, 960, 77), Person: part(whole, 25, 883, 843, 980), Emergency: part(whole, 859, 883, 975, 980),
	}
	for i := range compared {
		x, y := 25+i%3*320, 215+i/3*320
		g.Languages = append(g.Languages, part(whole, x, y, x+310, y+300))
	}
	for i := range tops() {
		x, y := 25+i%5*192, 325+i/5*268
		g.Needs = append(g.Needs, part(whole, x, y, x+180, y+246))
	}
	return g
}

func tops() []string {
	return []string{"urgent", "health", "mind", "home", "money", "family", "care", "work", "rights", "community"}
}

// words is what the page says in one language.
type words struct {
	Tag, Name, Greeting, Title, Person, Finish string
	RTL                                        bool
	Needs                                      []string
}

// writePage writes the page, and the fonts that it uses beside it.
func writePage(path string, g layout) error {
	catalogue, err := locales.Open()
	if err != nil {
		return err
	}
	var all []words
	for _, l := range locales.All()[:compared] {
		p := catalogue.Printer(l.Tag)
		w := words{
			Tag: l.Tag, Name: l.Name, Greeting: l.Greeting, Title: p.T("needs.title"),
			Person: p.T("frame.person"), Finish: p.T("frame.finish"), RTL: l.Tag == "ar" || l.Tag == "ur",
		}
		for _, top := range tops() {
			w.Needs = append(w.Needs, p.T("need."+top))
		}
		all = append(all, w)
	}
	var pictures []template.HTML
	for _, top := range tops() {
		svg, ok := icons.Coloured(top, "#ffffff")
		if !ok {
			return fmt.Errorf("write the page: there is no icon %q", top)
		}
		pictures = append(pictures, template.HTML(svg)) //nolint:gosec // our own file
	}
	faces, err := writeFonts(filepath.Dir(path))
	if err != nil {
		return err
	}
	said, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return fill(path, map[string]any{"G": g, "Words": all, "Said": template.JS(said), "Icons": pictures, "Faces": faces})
}

func fill(path string, data any) error {
	t, err := template.New("page").Funcs(template.FuncMap{
		"box": func(r image.Rectangle) template.CSS {
			return template.CSS(fmt.Sprintf("left:%dpx;top:%dpx;width:%dpx;height:%dpx", r.Min.X, r.Min.Y, r.Dx(), r.Dy()))
		},
	}).Parse(pageSource)
	if err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	if err := t.Execute(f, data); err != nil {
		f.Close() //nolint:errcheck // the page is broken already
		return fmt.Errorf("write the page: %w", err)
	}
	return f.Close()
}

// A face is one font file of the kiosk's own, as the page names it.
type face struct {
	Family, File string
	Weight       int
}

// writeFonts copies the kiosk's fonts, so that the browser draws the same letters.
func writeFonts(dir string) ([]face, error) {
	var all []face
	entries, err := fs.ReadDir(fonts.Files, ".")
	if err != nil {
		return nil, fmt.Errorf("write the fonts: %w", err)
	}
	for _, e := range entries {
		b, err := fs.ReadFile(fonts.Files, e.Name())
		if err != nil {
			return nil, fmt.Errorf("write the fonts: %w", err)
		}
		if err := os.WriteFile(filepath.Join(dir, e.Name()), b, 0o644); err != nil {
			return nil, fmt.Errorf("write the fonts: %w", err)
		}
		family, weight, _ := strings.Cut(strings.TrimSuffix(e.Name(), filepath.Ext(e.Name())), "-")
		f := face{Family: family, File: e.Name(), Weight: 400}
		if weight == "Bold" {
			f.Weight = 700
		}
		all = append(all, f)
	}
	return all, nil
}
