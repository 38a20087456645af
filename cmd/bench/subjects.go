package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"frontdoor/internal/rig/walkthrough"
)

func kioskSubject(o options) subject {
	return subject{
		name: "kiosk", program: o.kiosk, mend: "make build builds it",
		size: func() (int64, error) {
			info, err := os.Stat(o.kiosk)
			if err != nil {
				return 0, err
			}
			return info.Size(), nil
		},
		start: func(ctx context.Context, d *walkthrough.Display, dir string) (*walkthrough.Program, walker, error) {
			w, err := walkthrough.Listen(ctx, filepath.Join(dir, "witness"))
			if err != nil {
				return nil, nil, err
			}
			cmd := exec.CommandContext(ctx, o.kiosk, "--data", filepath.Join(dir, "data"), "--windowed",
				"--size", fmt.Sprintf("%dx%d", o.size.X, o.size.Y), "--witness", w.Path())
			cmd.Env = d.Env()
			p, err := walkthrough.Launch(cmd)
			if err != nil {
				return nil, nil, errors.Join(err, w.Close())
			}
			return p, &kioskWalker{Walker: walkthrough.Walker{Display: d, Witness: w}}, nil
		},
	}
}

// kioskWalker asks the kiosk's witness where things are.
type kioskWalker struct {
	walkthrough.Walker
	languages []string
}

func (w *kioskWalker) begin(ctx context.Context) error {
	if _, err := w.Go(ctx, "touch", "", "languages"); err != nil {
		return err
	}
	w.languages = w.Witness.Last().Values("pick-language")
	if len(w.languages) == 0 {
		return errors.New("no language is offered")
	}
	return nil
}

func (w *kioskWalker) there(ctx context.Context, n int) (image.Point, error) {
	if _, err := w.At(ctx, "languages"); err != nil {
		return image.Point{}, err
	}
	return w.place("pick-language", w.languages[n%len(w.languages)])
}

func (w *kioskWalker) back(ctx context.Context) (image.Point, error) {
	if _, err := w.At(ctx, "needs"); err != nil {
		return image.Point{}, err
	}
	return w.place("change-language", "")
}

func (w *kioskWalker) place(action, value string) (image.Point, error) {
	r, ok := w.Witness.Last().Target(action, value)
	if !ok {
		return image.Point{}, fmt.Errorf("%s %q: %w", action, value, walkthrough.ErrNoTarget)
	}
	return r.Min.Add(r.Max).Div(2), nil
}

func (w *kioskWalker) end() error { return w.Witness.Close() }

func chromiumSubject(o options) subject {
	return subject{
		name: "chromium", program: o.chromium, mend: "apt-get install chromium, or -only kiosk",
		size: installedSize,
		start: func(ctx context.Context, d *walkthrough.Display, dir string) (*walkthrough.Program, walker, error) {
			page := filepath.Join(o.out, "page.html")
			g := geometry(d.Bounds())
			if err := writePage(page, g); err != nil {
				return nil, nil, err
			}
			args := []string{
				"--kiosk", "--disable-gpu", "--no-first-run", "--disable-background-networking",
				"--disable-component-update", "--disable-sync", "--disable-quic", "--disable-breakpad", "--disable-crash-reporter",
				"--user-data-dir=" + filepath.Join(dir, "profile"),
				"--window-position=0,0", fmt.Sprintf("--window-size=%d,%d", o.size.X+1, o.size.Y+1),
			}
			if os.Geteuid() == 0 {
				args = append(args, "--no-sandbox", "--test-type") // root cannot sandbox; the second hides the warning bar
			}
			cmd := exec.CommandContext(ctx, o.chromium, append(args, (&url.URL{Scheme: "file", Path: page}).String())...)
			cmd.Env = append(d.Env(), "HOME="+dir) // it leaves crash reports there
			p, err := walkthrough.Launch(cmd)
			return p, pageWalker{g}, err
		},
	}
}

// installedSize is what Debian says that the browser takes on the disk, without fonts and
// libraries that others use too.
func installedSize() (int64, error) {
	out, err := exec.Command("dpkg-query", "-W", "-f=${Installed-Size}\n", "chromium", "chromium-common").Output() //nolint:noctx // it only reads a file
	if err != nil {
		return 0, fmt.Errorf("ask for the browser's size: %w", err)
	}
	var sum int64
	for field := range strings.FieldsSeq(string(out)) {
		kb, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("ask for the browser's size: %w", err)
		}
		sum += kb * 1024
	}
	return sum, nil
}

// pageWalker knows where things are: it laid them out.
type pageWalker struct{ layout }

func (w pageWalker) begin(context.Context) error { return nil }

func (w pageWalker) there(_ context.Context, n int) (image.Point, error) {
	r := w.Languages[n%len(w.Languages)]
	return r.Min.Add(r.Max).Div(2), nil
}

func (w pageWalker) back(context.Context) (image.Point, error) {
	return w.Pill.Min.Add(w.Pill.Max).Div(2), nil
}

func (w pageWalker) end() error { return nil }
