package pack_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/pack"
)

// The test binary is also the child that reads a pack, and a kiosk that asks everything of one.
const childVar = "FRONTDOOR_PACK_CHILD"

func TestMain(m *testing.M) {
	file := os.Args[len(os.Args)-1]
	var err error
	switch os.Getenv(childVar) {
	case "":
		os.Exit(m.Run())
	case "probe":
		if err = pack.Bound(); err == nil {
			err = pack.Probe(file)
		}
	case "ask":
		err = askAll(file)
	}
	if err != nil {
		println(err.Error())
		os.Exit(1)
	}
}

// askable are those of the specimen's services.
func askable() []string { return []string{"health/gp", "money/debt", "home/eviction"} }

// askAll asks of a pack what a visit may ask.
func askAll(file string) error {
	p, err := pack.Open(file)
	if err != nil {
		return err
	}
	var ids []string
	for _, n := range askable() {
		entries, err := p.Entries(nil, n) //nolint:staticcheck // no context is looked at
		if err != nil {
			return err
		}
		for _, e := range entries {
			ids = append(ids, e.ID)
		}
	}
	for _, id := range ids {
		if _, err := p.Service(nil, id); err != nil { //nolint:staticcheck // no context is looked at
			return err
		}
	}
	for i := range 200 {
		if _, err := p.Postcode(nil, fmt.Sprintf("E1 %dA%c", i%10, 'A'+rune(i%26))); err != nil && !errors.Is(err, directory.ErrUnknownPostcode) { //nolint:staticcheck // as above
			return err
		}
	}
	return nil
}

// manyOf writes a pack of many services.
func manyOf(t *testing.T, file string) {
	t.Helper()
	c := pack.Contents{Postcodes: map[string]directory.Point{}}
	for i := range 300 {
		c.Services = append(c.Services, directory.Service{ID: fmt.Sprintf("s%03d", i), Name: fmt.Sprintf("Surgery %d", i), Kind: "gp", Needs: []string{askable()[i%3]}})
		c.Postcodes[fmt.Sprintf("E1 %dA%c", i%10, 'A'+rune(i%26))] = directory.Point{Lat: 51.5, Lon: -0.1}
	}
	if err := pack.Write(c, file); err != nil {
		t.Fatal(err)
	}
}

// resealed returns a changed pack the checksum that it would have if its maker had meant it so.
func resealed(b []byte) []byte {
	const trailer = len("frontdoor-pack-3") + 8 + 4
	body := b[:len(b)-trailer]
	binary.BigEndian.PutUint32(b[len(b)-4:], crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)))
	return b
}

// as runs the test binary in one of its other lives.
func as(t *testing.T, life, file string) error {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], file)
	cmd.Env = append(os.Environ(), childVar+"="+life)
	return cmd.Run()
}

// Whatever is wrong in a pack with a right checksum, it is refused, or it answers everything that
// a visit asks.
func TestCaseAPackWithWrongPagesIsRefusedBeforeItIsTaken(t *testing.T) {
	complete.NotQuick(t, "starts many children")
	whole := filepath.Join(t.TempDir(), "whole.pack")
	manyOf(t, whole)
	if err := errors.Join(as(t, "probe", whole), as(t, "ask", whole)); err != nil {
		t.Fatalf("a sound pack is refused: %v", err)
	}
	b, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	harmful := 0
	dice := rand.New(rand.NewPCG(1, 2))
	for i := range 120 {
		mutant := append([]byte(nil), b...)
		for range 1 + dice.IntN(6) { // page heads and elements stand at the beginning of pages
			page := dice.IntN(len(b) / (1 << 14))
			mutant[page<<14+dice.IntN(96)] = byte(dice.IntN(256))
		}
		file := filepath.Join(t.TempDir(), "mutant.pack")
		if err := os.WriteFile(file, resealed(mutant), 0o600); err != nil {
			t.Fatal(err)
		}
		asked := as(t, "ask", file)
		if asked == nil {
			continue
		}
		harmful++
		if as(t, "probe", file) == nil {
			t.Errorf("mutant %d is taken, and asking it fails: %v", i, asked)
		}
	}
	if harmful < 5 {
		t.Errorf("only %d mutants do any harm: they show nothing", harmful)
	}
}

func TestCaseAShelfTakesNothingThatWasNotRead(t *testing.T) {
	complete.NotQuick(t, "starts children")
	file, folder := filepath.Join(t.TempDir(), "a.pack"), t.TempDir()
	t.Setenv(childVar, "") // the children of the shelf are probes; see below
	packOf(t, file, "First Surgery")
	shownOnce(t, file, folder)
	packOf(t, file, "Second Surgery")
	shownOnce(t, file, folder)
	manyOf(t, file)
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for page := 2; page < len(b)>>14; page++ { // every page but bbolt's own two says nonsense
		for i := range 64 {
			b[page<<14+i] = 0xa5
		}
	}
	if err := os.WriteFile(file, resealed(b), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(childVar, "probe")
	for range 2 { // and after a restart
		s, err := pack.OpenShelf(file, folder, pack.ShelfOptions{Probe: pack.ProbeWith(os.Args[0])})
		if err != nil {
			t.Fatal(err)
		}
		if says(t, s.Store()) != "Second Surgery" || s.Fault() == "" {
			t.Errorf("it shows %q; %q", says(t, s.Store()), s.Fault())
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	// The newest that was good is damaged by its disk: the one before it takes its place.
	kept, err := filepath.Glob(filepath.Join(folder, "*.pack"))
	if err != nil || len(kept) != 2 {
		t.Fatalf("%v, %v", kept, err)
	}
	for _, k := range kept {
		p, err := pack.Open(k)
		if err != nil {
			t.Fatal(err)
		}
		x, err := p.Service(t.Context(), "a")
		if err := errors.Join(err, p.Close()); err != nil {
			t.Fatal(err)
		}
		if x.Name == "Second Surgery" {
			damage(t, k)
		}
	}
	s, err := pack.OpenShelf(file, folder, pack.ShelfOptions{Probe: pack.ProbeWith(os.Args[0])})
	if err != nil {
		t.Fatal(err)
	}
	if says(t, s.Store()) != "First Surgery" {
		t.Errorf("it shows %q; %q", says(t, s.Store()), s.Fault())
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
