package printer

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/OpenPrinting/goipp"

	"frontdoor/internal/complete"
)

// unpack reads a PWG raster, by PWG 5102.4 and not by our writer.
func unpack(b []byte) ([]*image.Gray, error) {
	if !bytes.HasPrefix(b, []byte("RaS2")) {
		return nil, errors.New("no PWG raster")
	}
	var pages []*image.Gray
	for b = b[4:]; len(b) > 0; {
		if len(b) < 1796 || !bytes.HasPrefix(b, []byte("PwgRaster\x00")) {
			return nil, errors.New("no page")
		}
		at := func(i int) int { return int(binary.BigEndian.Uint32(b[i:])) }
		w, h := at(372), at(376)
		if at(384) != 8 || at(388) != 8 || at(392) != w || at(400) != 18 || at(276) != at(280) {
			return nil, fmt.Errorf("a header of %d, %d, %d, %d", at(384), at(388), at(392), at(400))
		}
		img := image.NewGray(image.Rect(0, 0, w, h))
		b = b[1796:]
		for y := 0; y < h; {
			again := int(b[0]) + 1
			b = b[1:]
			var row []byte
			for len(row) < w {
				if n := int(b[0]); n < 128 {
					row = append(row, bytes.Repeat(b[1:2], n+1)...)
					b = b[2:]
				} else {
					row = append(row, b[1:1+257-n]...)
					b = b[1+257-n:]
				}
			}
			if len(row) != w {
				return nil, errors.New("a row of another length")
			}
			for range again {
				copy(img.Pix[y*img.Stride:], row)
				y++
			}
		}
		pages = append(pages, img)
	}
	return pages, nil
}

func speckled(width, height int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			v := uint8(255)
			switch {
			case y%40 < 10: // rows that come again
			case (x*x+y*y*3)%17 < 5:
				v = uint8(x) //nolint:gosec // any grey
			case x%64 < 30:
				v = 0
			}
			img.SetGray(x, y, color.Gray{v})
		}
	}
	return img
}

func TestARasterHoldsThePagesThatWereDrawn(t *testing.T) {
	for _, height := range []int{0, 1, 500, 5000} {
		drawn := speckled(567, height)
		var pages []*image.Gray
		for n := range sheetsOf(drawn, 120) {
			pages = append(pages, sheet(drawn, 120, n, nil))
		}
		got, err := unpack(pwg(drawn, 120))
		if err != nil || len(got) != len(pages) {
			t.Fatalf("%d rows: %d of %d pages, %v", height, len(got), len(pages), err)
		}
		rows := 0
		for i := range pages {
			if !bytes.Equal(got[i].Pix, pages[i].Pix) {
				t.Errorf("%d rows: page %d is another", height, i)
			}
			rows += pages[i].Rect.Dy() - 2*(120*a4Margin/254)
		}
		if rows < height {
			t.Errorf("%d rows of %d are on paper", rows, height)
		}
	}
}

func FuzzAPrintersAnswer(f *testing.F) {
	f.Add([]byte{2, 0, 0, 0, 0, 0, 0, 1, 1, 0x47, 0, 1, 'a', 0, 1, 'b', 3})
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := readAnswer(b)
		if err == nil && a == nil {
			t.Error("neither an answer nor an error")
		}
		if err == nil {
			a.resolution()
		}
	})
}

func TestAnAnswerIsReadAsFarAsItIsAsked(t *testing.T) {
	m := goipp.NewResponse(goipp.DefaultVersion, goipp.StatusOk, 1)
	m.Operation.Add(text("attributes-charset", goipp.TagCharset, "utf-8"))
	m.Printer.Add(goipp.MakeAttr("printer-state-reasons", goipp.TagKeyword, goipp.String("none"), goipp.String("media-needed-error")))
	m.Printer.Add(goipp.MakeAttribute("printer-state", goipp.TagEnum, goipp.Integer(printerStopped)))
	m.Printer.Add(goipp.MakeAttribute("printer-is-accepting-jobs", goipp.TagBoolean, goipp.Boolean(false)))
	m.Printer.Add(goipp.MakeAttr("pwg-raster-document-resolution-supported", goipp.TagResolution,
		goipp.Resolution{Xres: 600, Yres: 600, Units: goipp.UnitsDpi}, goipp.Resolution{Xres: 118, Yres: 118, Units: goipp.UnitsDpcm}, goipp.Resolution{Xres: 360, Yres: 360, Units: goipp.UnitsDpi}))
	read := func() answer {
		b, err := m.EncodeBytes()
		if err != nil {
			t.Fatal(err)
		}
		a, err := readAnswer(b)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	a := read()
	if got, known := a.resolution(); got != 360 || !known {
		t.Errorf("%d dots an inch", got)
	}
	if err := a.trouble(); !errors.Is(err, ErrPaper) {
		t.Errorf("without paper: %v", err)
	}
	m.Printer[0] = text("printer-state-reasons", goipp.TagKeyword, "paused")
	if err := read().trouble(); !errors.Is(err, ErrFault) || !strings.Contains(err.Error(), "paused") {
		t.Errorf("stopped: %v", err)
	}
	m.Printer[1] = goipp.MakeAttribute("printer-state", goipp.TagEnum, goipp.Integer(3))
	if err := read().trouble(); !errors.Is(err, ErrFault) {
		t.Errorf("closed: %v", err)
	}
	m.Printer = m.Printer[:2]
	if err := read().trouble(); err != nil {
		t.Errorf("idle: %v", err)
	}
	m.Code = goipp.Code(goipp.StatusErrorBusy)
	b, err := m.EncodeBytes()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := readAnswer(b[:9]); err == nil || !strings.Contains(err.Error(), "0x0507") {
		t.Errorf("busy: %v", err)
	}
	m.Code = goipp.Code(goipp.StatusOk)
	if b, err = m.EncodeBytes(); err != nil {
		t.Fatal(err)
	}
	if _, err := readAnswer(b[:len(b)-1]); !errors.Is(err, errAnswer) {
		t.Errorf("cut short: %v", err)
	}
	// As deep as an answer can be that is not larger than we read: no crash.
	deep := append(append([]byte{}, b[:8]...), 0x04, 0x34, 0, 1, 'a', 0, 0)
	for len(deep)+11 < answerMost {
		deep = append(deep, 0x4a, 0, 0, 0, 1, 'b', 0x34, 0, 0, 0, 0)
	}
	if _, err := readAnswer(deep); !errors.Is(err, errAnswer) {
		t.Errorf("a hundred thousand layers: %v", err)
	}
}

// evePrinter starts Debian's ippeveprinter, on a bus and a directory of names of its own, and
// returns its address. command is what it runs for each job.
func evePrinter(t *testing.T, formats, command string) (address, spool string) {
	t.Helper()
	complete.NotQuick(t, "starts a printer")
	for _, name := range []string{"ippeveprinter", "dbus-daemon", "avahi-daemon", "unshare"} {
		if _, err := exec.LookPath(name); err != nil {
			complete.Lacking(t, "there is no %s: scripts/setup.sh installs cups-ipp-utils, dbus and avahi-daemon", name)
		}
	}
	if os.Getuid() != 0 {
		complete.Lacking(t, "ippeveprinter needs an Avahi of its own, and that takes root")
	}
	dir, err := os.MkdirTemp("", "fd-ipp-") //nolint:usetesting // a socket's path may not be long
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	spool = filepath.Join(dir, "spool")
	write := func(name, text string, mode os.FileMode) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	if err := os.Mkdir(spool, 0o700); err != nil {
		t.Fatal(err)
	}
	bus := filepath.Join(dir, "bus")
	busConf := write("bus.conf", `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><listen>unix:path=`+bus+`</listen><auth>EXTERNAL</auth><policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/><allow user="*"/></policy></busconfig>`, 0o600)
	avahiConf := write("avahi.conf", "[server]\nuse-ipv6=no\nallow-interfaces=lo\nenable-dbus=yes\n[publish]\n[wide-area]\n[rlimits]\n", 0o600)
	script := write("print", "#!/bin/sh\n"+command+"\n", 0o700)
	start := func(name string, args ...string) {
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Env = append(os.Environ(), "DBUS_SYSTEM_BUS_ADDRESS=unix:path="+bus)
		cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
		cmd.WaitDelay = 3 * time.Second
		var said bytes.Buffer
		cmd.Stdout, cmd.Stderr = &said, &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
				t.Error(err)
			}
			if err := cmd.Wait(); err != nil && t.Failed() {
				t.Logf("%s: %v: %s", name, err, said.String())
			}
		})
	}
	start("dbus-daemon", "--nofork", "--nopidfile", "--config-file="+busConf)
	await(t, "the bus", func() bool { _, err := os.Stat(bus); return err == nil })
	start("unshare", "-m", "sh", "-c", "mount -t tmpfs none /run && mkdir -p /run/avahi-daemon && exec avahi-daemon --no-drop-root --no-chroot --no-rlimits -f "+avahiConf)
	var how net.ListenConfig
	l, err := how.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	at := net.JoinHostPort("127.0.0.1", port)
	await(t, "the printer", func() bool { // it ends when Avahi is not up yet
		conn, err := (&net.Dialer{Timeout: time.Second}).DialContext(t.Context(), "tcp", at)
		if err == nil {
			return conn.Close() == nil
		}
		start("ippeveprinter", "-n", "localhost", "-p", port, "-d", spool, "-k", "-f", formats, "-c", script, "Help point test")
		time.Sleep(time.Second)
		return false
	})
	return "ipp://" + at + "/ipp/print", spool
}

func await(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if so() {
			return
		}
	}
	t.Fatalf("%s does not come up", what)
}

func TestAnOfficePrinterPrintsWhatWasDrawn(t *testing.T) {
	address, spool := evePrinter(t, "image/pwg-raster,image/jpeg", "exit 0")
	o, err := NewOffice(address)
	if err != nil {
		t.Fatal(err)
	}
	var drawn *image.Gray
	used := 0
	if err := o.Print(t.Context(), func(width, dpi int) *image.Gray {
		drawn, used = speckled(width, 2*dpi), dpi
		return drawn
	}); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(spool, "*.pwg"))
	if err != nil || len(files) != 1 {
		t.Fatalf("spooled: %v, %v", files, err)
	}
	b, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	pages, err := unpack(b)
	if err != nil || len(pages) != 1 || !bytes.Equal(pages[0].Pix, sheet(drawn, used, 0, nil).Pix) {
		t.Errorf("on paper is another picture: %d pages, %v", len(pages), err)
	}
}

func TestAnOfficePrinterWithoutPaperIsTold(t *testing.T) {
	address, _ := evePrinter(t, "image/pwg-raster", `echo "STATE: +media-empty-error" >&2; sleep 30`)
	o, err := NewOffice(address)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	err = o.Print(t.Context(), func(width, dpi int) *image.Gray { return speckled(width, dpi) })
	if !errors.Is(err, ErrPaper) || time.Since(began) > 10*time.Second {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
}

func TestAnOfficePrinterThatHangsHasItsJobTakenBack(t *testing.T) {
	address, _ := evePrinter(t, "image/jpeg", "sleep 30")
	o, err := NewOffice(address)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Second)
	defer stop()
	err = o.Print(ctx, func(width, dpi int) *image.Gray { return speckled(width, dpi) })
	if !errors.Is(err, ErrHalf) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	const id = 1
	job, err := o.do(t.Context(), goipp.OpGetJobAttributes, nil, number("job-id", id), wanted("job-state", "job-state-reasons"))
	if err != nil {
		t.Fatal(err)
	}
	if state, _ := job.integer("job-state"); state != jobCanceled {
		reasons := job.strings("job-state-reasons")
		if state != 5 && len(reasons) == 0 {
			t.Errorf("the job is %d %v", state, reasons)
		}
		t.Logf("the job is %d %v", state, reasons)
	}
	if _, err := NewOffice("http://a"); err == nil {
		t.Error("an address that is no printer's is taken")
	}
}
