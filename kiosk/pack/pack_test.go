package pack_test

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/pack"
	"frontdoor/kiosk/pack/packtest"
)

// borough is enough of a source to fill several pages.
func borough() pack.Contents {
	s := pack.Contents{Services: packtest.Few(), Postcodes: packtest.Places()}
	for i := range 60 {
		one := packtest.Everything()
		one.ID = "s-" + string(rune('a'+i%26)) + string(rune('a'+i/26))
		s.Services = append(s.Services, one)
	}
	return s
}

func readAll(t testing.TB, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTheSameSourceGivesTheSameBytesInWhateverOrder(t *testing.T) {
	s := borough()
	want := readAll(t, packtest.Write(t, s))
	if again := readAll(t, packtest.Write(t, s)); !bytes.Equal(again, want) {
		t.Error("the same source gives other bytes")
	}
	before := slices.Clone(s.Services)
	r := rand.New(rand.NewPCG(3, 4))
	r.Shuffle(len(s.Services), func(i, j int) { s.Services[i], s.Services[j] = s.Services[j], s.Services[i] })
	if got := readAll(t, packtest.Write(t, s)); !bytes.Equal(got, want) {
		t.Error("another order gives other bytes")
	}
	if s.Services[0].ID == before[0].ID && s.Services[1].ID == before[1].ID {
		t.Error("building sorts the caller's services")
	}
}

func TestAFailedBuildLeavesThePackThatWasThere(t *testing.T) {
	bad := map[string]func(*pack.Contents){
		"a service without an id": func(s *pack.Contents) { s.Services = append(s.Services, directory.Service{}) },
		"a place that is no number": func(s *pack.Contents) {
			one := packtest.Everything()
			one.ID, one.Location = "nan", &directory.Location{Lat: math.NaN()}
			s.Services = append(s.Services, one)
		},
		"an id too long": func(s *pack.Contents) {
			one := packtest.Everything()
			one.ID = string(make([]byte, 300))
			s.Services = append(s.Services, one)
		},
		"no postcode":              func(s *pack.Contents) { s.Postcodes = map[string]directory.Point{"": {}} },
		"a postcode badly written": func(s *pack.Contents) { s.Postcodes = map[string]directory.Point{"e16an": {}} },
	}
	for name, spoil := range bad {
		t.Run(name, func(t *testing.T) {
			file := packtest.Write(t, borough())
			want := readAll(t, file)
			s := borough()
			spoil(&s)
			if err := pack.Write(s, file); err == nil {
				t.Fatal("it was built")
			}
			if !bytes.Equal(readAll(t, file), want) {
				t.Error("the pack that was there has changed")
			}
			left, err := os.ReadDir(filepath.Dir(file))
			if err != nil || len(left) != 1 {
				t.Errorf("something is left beside it: %v, %v", left, err)
			}
		})
	}
}

func TestABuildIntoAFolderThatIsNotThereSaysSo(t *testing.T) {
	if err := pack.Write(borough(), filepath.Join(t.TempDir(), "gone", "x.pack")); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

func TestAPartThatWasLeftBehindIsNoHindrance(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.pack")
	if err := os.WriteFile(file+".part", []byte("half of something"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := pack.Write(borough(), file); err != nil {
		t.Fatal(err)
	}
	packtest.Open(t, file)
}

// refused says that a file is refused, whole process and file unharmed.
func refused(t *testing.T, what, file string, b []byte) {
	t.Helper()
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := pack.Open(file)
	if err == nil {
		t.Errorf("%s: opened", what)
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		return
	}
	if !errors.Is(err, pack.ErrDamaged) {
		t.Errorf("%s: %v, want ErrDamaged", what, err)
	}
	if !bytes.Equal(readAll(t, file), b) {
		t.Errorf("%s: the file was changed", what)
	}
}

func TestAPackThatIsNotWholeIsRefused(t *testing.T) {
	whole := readAll(t, packtest.Write(t, borough()))
	file := filepath.Join(t.TempDir(), "x.pack")
	for n := 0; n < len(whole); n += 512 {
		refused(t, "cut off", file, whole[:n])
	}
	for n := 1; n <= 40; n++ {
		refused(t, "cut off in its end", file, whole[:len(whole)-n])
	}
	refused(t, "with more behind it", file, append(slices.Clone(whole), 0))
	refused(t, "twice", file, append(slices.Clone(whole), whole...))
}

func TestAPackInWhichABitHasChangedIsRefused(t *testing.T) {
	whole := readAll(t, packtest.Write(t, borough()))
	file := filepath.Join(t.TempDir(), "x.pack")
	r := rand.New(rand.NewPCG(5, 6))
	for range 400 {
		b := slices.Clone(whole)
		b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		refused(t, "flipped", file, b)
	}
	for i := len(whole) - 28; i < len(whole); i++ { // every byte of the end
		b := slices.Clone(whole)
		b[i] ^= 0x10
		refused(t, "flipped in its end", file, b)
	}
}

func TestAPackOfAnotherFormSaysThatItHasToBeBuiltAgain(t *testing.T) {
	whole := readAll(t, packtest.Write(t, borough()))
	file := filepath.Join(t.TempDir(), "x.pack")
	for _, form := range []string{"1", "2", "9"} {
		other := bytes.Replace(whole, []byte("frontdoor-pack-3"), []byte("frontdoor-pack-"+form), 1)
		refused(t, "form "+form, file, other)
		if _, err := pack.Open(file); err == nil || !strings.Contains(err.Error(), `it has form "`+form+`"`) || !strings.Contains(err.Error(), "build it again") {
			t.Errorf("form %s: %v", form, err)
		}
	}
}

func TestWhatNeverWasAPackIsRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.pack")
	refused(t, "empty", file, nil)
	refused(t, "a text", file, bytes.Repeat([]byte("This is a letter to the library.\n"), 400))
	refused(t, "zeros", file, make([]byte, 100_000))

	bare := filepath.Join(t.TempDir(), "bare.db")
	db, err := bbolt.Open(bare, 0o600, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	refused(t, "a bbolt file", file, readAll(t, bare))

	if _, err := pack.Open(t.TempDir()); err == nil {
		t.Error("a folder was opened")
	}
	if _, err := pack.Open(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestAPackCanBeOpenTwiceAndReplacedWhileItIsOpen(t *testing.T) {
	file := packtest.Write(t, borough())
	first, second := packtest.Open(t, file), packtest.Open(t, file)
	if err := pack.Write(pack.Contents{Services: packtest.Few()[:1]}, file); err != nil {
		t.Fatal(err)
	}
	for _, p := range []*pack.Pack{first, second} {
		if _, err := p.Service(t.Context(), "refuge"); err != nil {
			t.Errorf("who has it open loses it: %v", err)
		}
	}
	if all, err := packtest.Open(t, file).Services(); err != nil || len(all) != 1 {
		t.Errorf("the new one: %d services, %v", len(all), err)
	}
}
