package pack

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"frontdoor/internal/durable"
	"frontdoor/kiosk/directory"
)

// A Shelf keeps the pack that a kiosk shows, and takes a new one when its file has changed.
//
// It never shows the file that an editor or a network share writes to: bbolt maps what it
// reads, and a mapped file that is cut short ends the process. Each pack is copied into a
// folder of the kiosk's own, checked there as a whole, and shown from there. What was good
// stays until something better is, through a restart too.
type Shelf struct {
	source, folder string
	opts           ShelfOptions

	mu      sync.Mutex
	open    *Pack  // what is shown; nil for nothing
	next    *Pack  // what will be, once nobody is in a visit
	fault   string // what is wrong with the source; empty for nothing
	shown   string // the name of open's file
	coming  string // the name of next's
	refused stamp  // the source that was looked at and is not a pack
	taken   stamp  // the source that open or next was copied from
}

// ShelfOptions adjust a Shelf. The zero value works.
type ShelfOptions struct {
	Log     *slog.Logger
	Every   time.Duration   // between two looks at the source; zero means 10 s
	Refused func(err error) // told once of each new source that is not a pack
	// Probe reads the whole of a pack before it is taken; nil means Probe in this process. A kiosk
	// gives ProbeWith.
	Probe func(ctx context.Context, file string) error
}

// stamp tells one state of a file from another without reading it.
type stamp struct {
	size int64
	at   time.Time
}

// OpenShelf opens the pack at source, or the last good one where that is missing or damaged;
// Fault then says so. With neither, Store returns nil. Its error means that the folder cannot be
// used.
func OpenShelf(source, folder string, opts ShelfOptions) (*Shelf, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Every == 0 {
		opts.Every = 10 * time.Second
	}
	if opts.Refused == nil {
		opts.Refused = func(error) {}
	}
	if opts.Probe == nil {
		opts.Probe = func(_ context.Context, file string) error { return Probe(file) }
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("open the folder of packs: %w", err)
	}
	if err := durable.Sweep(folder, time.Now()); err != nil {
		return nil, fmt.Errorf("open the folder of packs: %w", err)
	}
	s := &Shelf{source: source, folder: folder, opts: opts}
	now, err := s.look()
	if err == nil {
		s.open, s.shown, err = s.fetch(context.Background()) // bounded by the probe's own patience
	}
	if err == nil {
		s.taken = now
		s.tidy()
		return s, nil
	}
	s.fault, s.refused = err.Error(), now
	opts.Log.Error("the content pack is refused", "err", err)
	if s.open, s.shown, err = s.lastGood(); err != nil {
		opts.Log.Error("there is no earlier pack that is good", "err", err)
	}
	return s, nil
}

// Store returns the pack that is shown; nil where there is none.
func (s *Shelf) Store() directory.Store {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open == nil {
		return nil
	}
	return s.open
}

// Fault returns what is wrong with the source, in English for staff; empty for nothing.
func (s *Shelf) Fault() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fault
}

// Next returns a new pack, if there is one, and lets go of the one before: whoever asks must
// not be using it any more. It waits for no disk but to close a file.
func (s *Shelf) Next() (directory.Store, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.next == nil {
		return nil, false
	}
	old := s.open
	s.open, s.shown = s.next, s.coming
	s.next, s.coming = nil, ""
	if old != nil {
		if err := old.Close(); err != nil {
			s.opts.Log.Warn("the pack before was not closed", "err", err)
		}
	}
	s.tidy()
	return s.open, true
}

// Close lets go of every file.
func (s *Shelf) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, p := range []*Pack{s.open, s.next} {
		if p != nil {
			errs = append(errs, p.Close())
		}
	}
	s.open, s.next = nil, nil
	return errors.Join(errs...)
}

// Run looks at the source until ctx ends. A file that is still being written is left alone
// until two looks see the same.
func (s *Shelf) Run(ctx context.Context) error {
	tick := time.NewTicker(s.opts.Every)
	defer tick.Stop()
	var before stamp
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		now, err := s.look()
		s.mu.Lock()
		news := now != s.taken && now != s.refused
		s.mu.Unlock()
		if err != nil || !news || now != before {
			before = now // gone, known, or being written: what is shown stays
			continue
		}
		s.renew(ctx, now)
	}
}

// renew takes a source that has changed, or refuses it.
func (s *Shelf) renew(ctx context.Context, now stamp) {
	p, name, err := s.fetch(ctx)
	if err != nil && ctx.Err() != nil {
		return // the kiosk ends: the pack is looked at again at the next start
	}
	s.mu.Lock()
	if err != nil {
		s.fault, s.refused = err.Error(), now
		s.mu.Unlock()
		s.opts.Log.Error("the new content pack is refused; the kiosk goes on with the one before", "err", err)
		s.opts.Refused(err)
		return
	}
	defer s.mu.Unlock()
	s.fault, s.taken, s.refused = "", now, stamp{}
	if s.next != nil {
		if err := s.next.Close(); err != nil {
			s.opts.Log.Warn("a pack that nobody saw was not closed", "err", err)
		}
	}
	s.next, s.coming = p, name
}

func (s *Shelf) look() (stamp, error) {
	info, err := os.Stat(s.source)
	if err != nil {
		return stamp{}, fmt.Errorf("look at the content pack: %w", err)
	}
	return stamp{info.Size(), info.ModTime()}, nil
}

// fetch copies the source into the folder, unless the same is there, has the copy read from end to
// end, and opens it.
func (s *Shelf) fetch(ctx context.Context) (*Pack, string, error) {
	name, err := nameOf(s.source)
	if err != nil {
		return nil, "", fmt.Errorf("open the content pack %s: %w", s.source, err)
	}
	to := filepath.Join(s.folder, name)
	if slices.Contains(s.good(), name) { // it was read when it was taken
		if p, err := Open(to); err == nil {
			return p, name, s.remember(name)
		}
	}
	if err := copyFile(s.source, to); err != nil {
		return nil, "", fmt.Errorf("copy the content pack: %w", err)
	}
	err = s.opts.Probe(ctx, to)
	var p *Pack
	if err == nil {
		p, err = Open(to)
	}
	if err != nil {
		return nil, "", errors.Join(fmt.Errorf("%s: %w", s.source, err), removeIfThere(to))
	}
	if err := s.remember(name); err != nil {
		return nil, "", errors.Join(err, p.Close())
	}
	return p, name, nil
}

// nameOf names a pack by its trailer, which is another for every other pack. It does not
// say that the pack is whole.
func nameOf(file string) (name string, err error) {
	f, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	trailer, _, err := trailerOf(f)
	if err != nil {
		return "", err
	}
	return hex.EncodeToString(trailer) + ".pack", nil
}

// copyFile copies a file whole, or not at all.
func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	return durable.Write(to, in, 0o600)
}

// goodFile holds the names of the last packs that were good, the newest first, one a line. Only what
// was read from end to end is among them. keepGood is how many there are.
const (
	goodFile = "good"
	keepGood = 2
)

// good returns the names in goodFile.
func (s *Shelf) good() []string {
	b, err := os.ReadFile(filepath.Join(s.folder, goodFile))
	if err != nil {
		return nil // none was good yet, or the disk fails and the next step says so
	}
	var names []string
	for _, line := range strings.Fields(string(b)) {
		if name := filepath.Base(line); strings.HasSuffix(name, ".pack") && len(names) < keepGood {
			names = append(names, name)
		}
	}
	return names
}

func (s *Shelf) remember(name string) error {
	before := s.good()
	if len(before) > 0 && before[0] == name {
		return nil
	}
	names := append([]string{name}, slices.DeleteFunc(before, func(n string) bool { return n == name })...)
	names = names[:min(len(names), keepGood)]
	if err := durable.WriteFile(filepath.Join(s.folder, goodFile), []byte(strings.Join(names, "\n")+"\n"), 0o600); err != nil {
		return fmt.Errorf("remember the last good pack: %w", err)
	}
	return nil
}

// lastGood opens the pack that was shown before, or the one before that.
func (s *Shelf) lastGood() (p *Pack, name string, err error) {
	err = fs.ErrNotExist
	for _, name := range s.good() {
		p, errOpen := Open(filepath.Join(s.folder, name))
		if errOpen == nil {
			return p, name, nil
		}
		err = errors.Join(err, errOpen)
	}
	return nil, "", err
}

// tidy removes the copies that are neither shown nor coming, nor among the last that were good.
func (s *Shelf) tidy() {
	entries, err := os.ReadDir(s.folder)
	if err != nil {
		s.opts.Log.Warn("old packs were not removed", "err", err)
		return
	}
	kept := append(s.good(), s.shown, s.coming)
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".pack") && !slices.Contains(kept, name) {
			if err := os.Remove(filepath.Join(s.folder, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				s.opts.Log.Warn("an old pack was not removed", "err", err)
			}
		}
	}
}
