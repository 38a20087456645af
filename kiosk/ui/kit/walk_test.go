package kit

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/typeset"
)

// A shelf is a widget that kit does not know: it holds a button and a text.
type shelf struct {
	node
	button *Button
	text   *Text
}

func newShelf(look *Look) *shelf {
	s := &shelf{text: NewText(look, Type{Size: 30})}
	s.text.Set("on the shelf")
	s.button = NewButton(look, CardFace, journey.Action{Kind: journey.Met}, s.text)
	s.objects = []fyne.CanvasObject{s.button}
	s.lay = func(size fyne.Size) { Place(s.button, 10, 10, size.Width-20, size.Height-20) }
	s.ExtendBaseWidget(s)
	return s
}

// A widget that somebody adds is touched and read without being listed anywhere.
func TestWhatLiesOnANewWidgetCanBeTouchedAndRead(t *testing.T) {
	a := test.NewApp()
	t.Cleanup(a.Quit)
	look := &Look{Engine: typeset.NewEngine(), Lang: "en", Zoom: 1, Unit: 1}
	w := a.NewWindow("test")
	look.Repaint = w.Canvas().Refresh
	on := newShelf(look)
	s := NewSurface(look, on, func(journey.Action, fyne.Position) {})
	w.SetPadded(false)
	w.SetContent(Stack(on, s))
	w.Resize(fyne.NewSize(400, 200))
	if b, _ := s.under(fyne.NewPos(200, 100)); b != on.button {
		t.Error("a finger does not find the button")
	}
	texts := 0
	for _, p := range s.Parts() {
		if p.Text == "on the shelf" {
			texts++
		}
	}
	if texts != 1 {
		t.Errorf("its text is read %d times", texts)
	}
}

// Every widget of kit is a node and therefore a holder; the surface is what walks over them.
func TestEveryWidgetIsANode(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	nodes := 0
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			s, ok := spec.Type.(*ast.StructType)
			if !ok {
				return true
			}
			for _, field := range s.Fields.List {
				if len(field.Names) > 0 {
					continue
				}
				switch e := field.Type.(type) {
				case *ast.Ident:
					if e.Name == "node" {
						nodes++
					}
				case *ast.SelectorExpr:
					if e.Sel.Name == "BaseWidget" && spec.Name.Name != "node" && spec.Name.Name != "Surface" {
						t.Errorf("%s is a widget and not a node: what lies on it would not be touched; embed node in it", spec.Name.Name)
					}
				}
			}
			return true
		})
	}
	if nodes < 5 {
		t.Errorf("only %d nodes are found", nodes)
	}
}
