package code_test

import (
	"strings"
	"testing"

	"frontdoor/kiosk/code"
)

func TestBlocksAreTheCodeTwoRowsInALine(t *testing.T) {
	const says = "https://127.0.0.1:8443/#7K2Q"
	picture := code.Modules(says)
	lines := strings.Split(strings.TrimSuffix(code.Blocks(says), "\n"), "\n")
	n := picture.Bounds().Dx()
	if len(lines) != (n+1)/2 {
		t.Fatalf("%d lines for %d rows", len(lines), n)
	}
	light := map[rune][2]bool{' ': {false, false}, '▄': {false, true}, '▀': {true, false}, '█': {true, true}}
	for y, line := range lines {
		x := 0
		for _, r := range line {
			for half, want := range light[r] {
				if row := 2*y + half; row < n && (picture.GrayAt(x, row).Y != 0) != want {
					t.Fatalf("module %d, %d is drawn as %q", x, row, r)
				}
			}
			x++
		}
		if x != n {
			t.Fatalf("line %d has %d modules, want %d", y, x, n)
		}
	}
	if got := code.Blocks(""); got != "" {
		t.Errorf("nothing is drawn as %q", got)
	}
}
