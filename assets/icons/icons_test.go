package icons_test

import (
	"bytes"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"

	"frontdoor/assets/icons"
)

var (
	sheet  = flag.String("sheet", "", "write a sheet of every icon to this PNG file, to be looked at")
	update = flag.Bool("update", false, "draw app.png anew from app.svg")
)

// rasterise draws a picture as Fyne does.
func rasterise(t *testing.T, svg []byte, size int) *image.NRGBA {
	t.Helper()
	icon := read(t, svg)
	icon.SetTarget(0, 0, float64(size), float64(size))
	img := image.NewNRGBA(image.Rect(0, 0, size, size))
	scanner := rasterx.NewScannerGV(size, size, img, img.Bounds())
	icon.Draw(rasterx.NewDasher(size, size, scanner), 1)
	return img
}

func read(t *testing.T, svg []byte) *oksvg.SvgIcon {
	t.Helper()
	icon, err := oksvg.ReadIconStream(bytes.NewReader(svg), oksvg.StrictErrorMode)
	if err != nil {
		t.Fatal(err)
	}
	return icon
}

func coloured(t *testing.T, name, colour string) []byte {
	t.Helper()
	svg, ok := icons.Coloured(name, colour)
	if !ok {
		t.Fatalf("there is no icon %q", name)
	}
	return svg
}

func TestEveryIconIsDrawnInTheColourAskedFor(t *testing.T) {
	for _, name := range icons.Names() {
		t.Run(name, func(t *testing.T) {
			img := rasterise(t, coloured(t, name, "#a3001b"), 96)
			ink := 0
			for y := range 96 {
				for x := range 96 {
					p := img.NRGBAAt(x, y)
					if p.A < 250 {
						continue // an edge, or nothing
					}
					ink++
					if p.R != 0xa3 || p.G != 0 || p.B != 0x1b {
						t.Fatalf("pixel %d,%d is %v", x, y, p)
					}
				}
			}
			if share := ink * 100 / (96 * 96); share < 6 || share > 80 {
				t.Errorf("ink covers %d %% of the icon", share)
			}
		})
	}
}

// Fyne's painter knows only the non-zero rule. An icon drawn for the even-odd rule loses
// its holes there, and a face becomes a blot.
func TestEveryIconKeepsItsHoles(t *testing.T) {
	const size = 64
	for _, name := range icons.Names() {
		t.Run(name, func(t *testing.T) {
			svg := coloured(t, name, "#000000")
			img := rasterise(t, svg, size)
			want := evenOdd(read(t, svg), size)
			wrong := 0
			for y := range size {
				for x := range size {
					if a := img.NRGBAAt(x, y).A; want.inside(x, y) && a < 60 || want.outside(x, y) && a > 200 {
						wrong++
					}
				}
			}
			if wrong > 3 {
				t.Errorf("%d pixels are filled that should be open, or the other way round", wrong)
			}
		})
	}
}

func TestEveryConstantNamesAnIcon(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "icons.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 || !spec.Names[0].IsExported() {
			return true
		}
		name, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		seen++
		if _, ok := icons.SVG(name); !ok {
			t.Errorf("%s: there is no icon %q", spec.Names[0], name)
		}
		return true
	})
	if seen < 30 {
		t.Errorf("only %d constants were looked at", seen)
	}
}

func TestEveryTopOfTheTreeHasAnIcon(t *testing.T) {
	for _, top := range []string{"urgent", "health", "mind", "home", "money", "family", "care", "work", "rights", "community"} {
		if _, ok := icons.SVG(top); !ok {
			t.Errorf("there is no icon %q", top)
		}
	}
}

func TestUnknownNamesAreRefused(t *testing.T) {
	for _, name := range []string{"", "nothing", "../icons", "health.svg"} {
		if _, ok := icons.Coloured(name, "#000000"); ok {
			t.Errorf("there is an icon %q", name)
		}
	}
}

func TestAppIconIsDrawnFromItsOwnPicture(t *testing.T) {
	svg, err := os.ReadFile("app.svg")
	if err != nil {
		t.Fatal(err)
	}
	want := rasterise(t, svg, 512)
	if *update {
		write(t, "app.png", want)
	}
	f, err := os.Open("app.png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	for y := range 512 {
		for x := range 512 {
			if g := color.NRGBAModel.Convert(got.At(x, y)); g != want.NRGBAAt(x, y) {
				t.Fatalf("pixel %d,%d of app.png is %v, of app.svg %v: run the test with -update", x, y, g, want.NRGBAAt(x, y))
			}
		}
	}
}

// On white and on the blue of a button, at both sizes; -sheet keeps the picture to be looked at.
func TestEveryIconShowsOnWhiteAndOnBlue(t *testing.T) {
	const cell, columns = 120, 10
	names := icons.Names()
	rows := (len(names) + columns - 1) / columns
	img := image.NewNRGBA(image.Rect(0, 0, columns*cell, 2*rows*cell))
	for half, c := range []struct {
		colour string
		ground color.NRGBA
	}{{"#212b32", color.NRGBA{255, 255, 255, 255}}, {"#ffffff", color.NRGBA{0, 0x5e, 0xb8, 255}}} {
		draw.Draw(img, image.Rect(0, half*rows*cell, columns*cell, (half+1)*rows*cell), image.NewUniform(c.ground), image.Point{}, draw.Src)
		for i, name := range names {
			at := image.Pt(i%columns*cell, (i/columns+half*rows)*cell)
			for size, corner := range map[int]image.Point{72: {8, 16}, 30: {86, 58}} {
				icon := rasterise(t, coloured(t, name, c.colour), size)
				where := icon.Bounds().Add(at).Add(corner)
				draw.Draw(img, where, icon, image.Point{}, draw.Over)
				if !inked(img, where, c.ground) {
					t.Errorf("%s, %d pixels large, cannot be seen in %s", name, size, c.colour)
				}
			}
		}
	}
	file := *sheet
	if file == "" {
		file = filepath.Join(t.TempDir(), "icons.png")
	}
	write(t, file, img)
}

// inked reports whether a place on a picture shows more than its ground.
func inked(img *image.NRGBA, where image.Rectangle, ground color.NRGBA) bool {
	for y := where.Min.Y; y < where.Max.Y; y++ {
		for x := where.Min.X; x < where.Max.X; x++ {
			if img.NRGBAAt(x, y) != ground {
				return true
			}
		}
	}
	return false
}

func write(t *testing.T, path string, img image.Image) {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
