// Command gallery draws every screen of the kiosk in every language and format as pictures,
// without a display, and walks a real kiosk with real pointer events.
package main

import (
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"frontdoor/internal/cli"
	_ "frontdoor/internal/tongue" // before Fyne asks the machine
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/ui"
	"frontdoor/kiosk/ui/storybook"
	"frontdoor/locales"
)

func main() {
	os.Exit(cli.Report(os.Stderr, "gallery", run(os.Args[1:])))
}

// format is a size of the glass.
type format struct {
	name string
	w, h float32
}

var formats = []format{{"wide", 1920, 1080}, {"portrait", 1080, 1920}, {"small", 1280, 800}}

func run(args []string) error {
	if len(args) > 0 && args[0] == "walk" {
		return walk(args[1:])
	}
	f := cli.NewFlags(cli.About{
		Name: "gallery",
		Text: "Draws every screen in every language and format as pictures, without a display.\n\n" +
			"  gallery walk   goes through a real kiosk on a display of its own, and photographs every screen",
	})
	out := f.String("out", filepath.Join("out", "gallery"), "the `folder` for the pictures")
	langs := f.String("lang", "", "only these `languages`, separated by commas")
	pages := f.String("page", "", "only these `pages`, separated by commas")
	only := f.String("format", "", "only this `format`: wide, portrait or small")
	size := f.Int("size", 0, "the `size` of letters: 0, 1 or 2")
	if err := f.Parse(os.Stdout, args); err != nil {
		return err
	}
	d, err := newDrawer()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(*out, 0o755); err != nil {
		return fmt.Errorf("make the folder for pictures: %w", err)
	}
	n := 0
	for _, fm := range formats {
		if !among(*only, fm.name) {
			continue
		}
		for _, l := range locales.All() {
			if !among(*langs, l.Tag) {
				continue
			}
			for _, p := range d.pages {
				if !among(*pages, p.Name) {
					continue
				}
				name := filepath.Join(*out, fmt.Sprintf("%s-%s-%s-%d.png", p.Name, l.Tag, fm.name, *size))
				if err := d.draw(name, p, l.Tag, fm, *size); err != nil {
					return err
				}
				n++
			}
		}
	}
	fmt.Printf("%d pictures are in %s\n", n, *out)
	return nil
}

// among reports whether a name is in a list with commas; an empty list holds everything.
func among(list, name string) bool {
	if list == "" {
		return true
	}
	for x := range strings.SplitSeq(list, ",") {
		if strings.TrimSpace(x) == name {
			return true
		}
	}
	return false
}

// drawer draws pages with one glass, as the kiosk does.
type drawer struct {
	pages  []storybook.Page
	glass  *ui.Glass
	window fyne.Window
}

func newDrawer() (*drawer, error) {
	words, err := locales.Open()
	if err != nil {
		return nil, err
	}
	tree, err := needs.Load()
	if err != nil {
		return nil, err
	}
	a := test.NewApp()
	w := a.NewWindow("gallery")
	w.SetPadded(false)
	g := ui.New(words, func(journey.Action) {}, ui.Options{Repaint: w.Canvas().Refresh})
	w.SetContent(g.Object())
	return &drawer{pages: storybook.Pages(tree.TopIDs(), tree.LeafIDs("health")), glass: g, window: w}, nil
}

func (d *drawer) draw(file string, p storybook.Page, lang string, fm format, size int) error {
	v := p.In(lang)
	v.Size = size
	d.window.Resize(fyne.NewSize(fm.w, fm.h))
	d.glass.Show(v)
	return write(file, d.window.Canvas().Capture())
}

func write(file string, img image.Image) error {
	f, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("write a picture: %w", err)
	}
	if err := png.Encode(f, img); err != nil {
		return fmt.Errorf("write a picture: %w", err)
	}
	return f.Close()
}
