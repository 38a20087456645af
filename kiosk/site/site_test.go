package site

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"frontdoor/kiosk/directory"
)

func TestTheExampleIsAWholeSite(t *testing.T) {
	s, err := Example()
	if err != nil {
		t.Fatal(err)
	}
	if s.Name != "Example Library" || s.At == (directory.Point{}) || s.Rota.Desk == nil || s.Rota.Calls == nil || s.Hub.URL != "" {
		t.Errorf("%+v", s)
	}
	if !strings.HasPrefix(s.Rota.Phone, "020 7946 0") {
		t.Errorf("%q could be somebody's number", s.Rota.Phone)
	}
	if got := s.Rota.Desk.Week[time.Friday]; len(got) != 1 || got[0] != (directory.Span{Open: 540, Close: 1020}) {
		t.Errorf("Friday: %v", got)
	}
}

func TestAConsoleIsAskedForByEachOfItsNames(t *testing.T) {
	s, err := parse("name = \"A\"\n[console]\nlisten = \":8443\"\nnames = [\"192.168.1.20\", \"kiosk-1.local\", \"fd00::20\"]\nfirst = [\"Desk tablet\"]\n")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(s.Console.Hosts(), " "), "192.168.1.20:8443 kiosk-1.local:8443 [fd00::20]:8443"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if len(s.Console.First) != 1 {
		t.Errorf("%v are called first", s.Console.First)
	}
}

func TestASiteThatSaysLittleIsASite(t *testing.T) {
	s, err := parse(`name = "Small Library"`)
	if err != nil || s.Rota.Desk != nil || s.Rota.Calls != nil || s.Rota.Phone != "" {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestAFileThatIsWrongSaysWhereAndHowToMendIt(t *testing.T) {
	cases := map[string]struct{ text, want string }{
		"not TOML":           {"name = \"A\"\npostcode = E1 6AN\n", `line 2: .*example\.toml`},
		"an unclosed text":   {"name = \"A\n", `line 1: `},
		"a wrong type":       {"name = \"A\"\nlatitude = \"north\"\n", `line 2.*latitude`},
		"no name":            {"postcode = \"E1 6AN\"\n", `there is no name: write name =`},
		"a setting too few":  {"name = \"A\"\n\ncolour = \"red\"\n", `line 3: "colour" is not a setting: see example\.toml`},
		"within a table":     {"name = \"A\"\n[hub]\nurl = \"x\"\nurll = \"y\"\n", `line [34]: "hub\.urll" is not a setting`},
		"no such table":      {"name = \"A\"\n[lights]\non = true\n", `line 2: "lights`},
		"no such day":        {"name = \"A\"\n[desk]\nmon = \"09:00-17:00\"\n", `\[desk\]: "mon" is not a day`},
		"no such hours":      {"name = \"A\"\n[phone.hours]\nmonday = \"early\"\n", `\[phone\.hours\]: monday: "early" is not a time.*write`},
		"no number":          {"name = \"A\"\n[phone]\nnumber = \"ask at desk\"\n", `\[phone\]: "ask at desk" is not a telephone number`},
		"no such closed day": {"name = \"A\"\nclosed = [\"Christmas\"]\n", `closed: "Christmas" is not a day: write it like`},
		"a year is no day":   {"name = \"A\"\nclosed = [\"2026\"]\n", `closed: "2026" is not a day`},
		"a short pin":        {"name = \"A\"\n[staff]\npin = \"12\"\n", `\[staff\]: a pin is four to eight figures`},
		"no whole path":      {"name = \"A\"\n[bell]\ncommand = [\"lamp\"]\n", `\[bell\]: "lamp" is not the whole path`},
		"two bells":          {"name = \"A\"\n[bell]\nsound = true\ncommand = [\"/bin/true\"]\n", `\[bell\]: write either sound or command`},
		"no interpreter":     {"name = \"A\"\n[interpreter]\nnumber = \"ask\"\n", `\[interpreter\]: "ask" is not a telephone number`},
		"serves and follows": {"name = \"A\"\n[console]\nlisten = \":8443\"\nleader = \"https://a:1\"\n", `\[console\]: a kiosk either serves the console .* or follows`},
		"nothing is served":  {"name = \"A\"\n[console]\nnames = [\"a\"]\n", `nothing is served without listen: write`},
		"no port":            {"name = \"A\"\n[console]\nlisten = \"8443\"\nnames = [\"a\"]\n", `listen: "8443" is not where one can listen: write it like`},
		"no names":           {"name = \"A\"\n[console]\nlisten = \":8443\"\n", `there are no names: write what devices call`},
		"a name with more":   {"name = \"A\"\n[console]\nlisten = \":8443\"\nnames = [\"https://a/\"]\n", `names: "https://a/" is neither`},
		"no leader":          {"name = \"A\"\n[console]\nleader = \"192.168.1.20\"\n", `leader: "192.168.1.20" is not the address of a console: write`},
		"no key for it":      {"name = \"A\"\n[console]\nleader = \"https://192.168.1.20:8443\"\n", `needs authority_file and key_file`},
		"two printers":       {"name = \"A\"\n[printer]\nurl = \"ipp://a\"\ntcp = \"b:9100\"\n", `\[printer\]: there is one printer: write only one`},
		"another roll":       {"name = \"A\"\n[printer]\ndevice = \"/dev/usb/lp0\"\nwidth = 100\n", `width: 100 is not the width of a roll: write 80 or 58`},
		"a width of nothing": {"name = \"A\"\n[printer]\nwidth = 58\n", `a width is for a printer: write`},
		"no printer's URL":   {"name = \"A\"\n[printer]\nurl = \"http://a\"\n", `url: "http://a" is not the address of a printer: write it like`},
		"no device":          {"name = \"A\"\n[printer]\ndevice = \"lp0\"\n", `device: "lp0" is not the whole path of a device: write`},
		"no port of it":      {"name = \"A\"\n[printer]\ntcp = \"a\"\n", `tcp: "a" is not an address with a port: write`},
		"swapped":            {"name = \"A\"\nlatitude = -0.07\nlongitude = 51.5\n", `swapped`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "site.toml")
			if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := Read(file)
			if err == nil || !strings.HasPrefix(err.Error(), file+": ") || strings.Contains(err.Error(), "\n") || !regexp.MustCompile(c.want).MatchString(err.Error()) {
				t.Errorf("%v\nwant %s", err, c.want)
			}
		})
	}
	if _, err := Read(filepath.Join(t.TempDir(), "none.toml")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(string(example))
	f.Add("name = 1")
	f.Add("[desk]\nalways = \"yes\"\n[[a.b]]\n\"\" = 1\n")
	f.Fuzz(func(t *testing.T, text string) {
		if s, err := parse(text); err == nil && strings.TrimSpace(s.Name) == "" {
			t.Error("a site without a name")
		}
	})
}

// Files that were written for earlier kiosks are read as they were meant.
func TestAStickIsFoundByItsOldSectionToo(t *testing.T) {
	for text, want := range map[string]string{
		"[stick]\nfolder = \"/media/a\"\n":                                   "/media/a",
		"[courier]\nfolder = \"/media/a\"\n":                                 "/media/a",
		"[stick]\nfolder = \"/media/a\"\n[courier]\nfolder = \"/media/b\"\n": "/media/a",
		"": "",
	} {
		if s, err := parse("name = \"A\"\n" + text); err != nil || s.Stick != want {
			t.Errorf("%q: %q, %v; want %q", text, s.Stick, err, want)
		}
	}
}

// A browser does not say port 443, and the console is asked for by what it says.
func TestCaseAConsoleOnPort443IsAskedForWithoutIt(t *testing.T) {
	c := Console{Listen: ":443", Names: []string{"kiosk-1.local", "fd00::20"}}
	if got, want := strings.Join(c.Hosts(), " "), "kiosk-1.local kiosk-1.local:443 [fd00::20] [fd00::20]:443"; got != want {
		t.Errorf("it answers to %s, want %s", got, want)
	}
}

func TestCaseASitesFileIsBounded(t *testing.T) {
	deep := "name = \"A\"\n" + strings.Repeat("a.", 20_000) + "a = 1\n"
	began := time.Now()
	_, err := parse(deep)
	if err == nil || len(err.Error()) > 300 || time.Since(began) > time.Second {
		t.Errorf("after %v: %.400v", time.Since(began), err)
	}
	folder := t.TempDir()
	large := filepath.Join(folder, "large.toml")
	if err := os.WriteFile(large, []byte("name = \"A\"\n"+strings.Repeat("#\n", 40_000)), 0o600); err != nil {
		t.Fatal(err)
	}
	pipe := filepath.Join(folder, "pipe.toml")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{large, pipe, "/dev/zero", folder} {
		done := make(chan error, 1)
		go func() { _, err := Read(file); done <- err }()
		select {
		case err := <-done:
			if err == nil {
				t.Errorf("%s is read", file)
			}
		case <-time.After(5 * time.Second):
			t.Fatalf("%s is read for ever", file)
		}
	}
}
