// Package carried takes counts that were brought on a stick.
//
// It is the hub's side of kiosk/delivery/stick: it opens each bundle with the hub's key, sees who
// sealed it, and hands the store the same batch that would have come over a network. What it
// cannot read it passes over and reports; anything missing, torn, old or brought twice changes
// no count. It writes back to the stick, sealed, how far it has got with each kiosk.
package carried

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"filippo.io/age"

	"frontdoor/hub/ingest"
	"frontdoor/hub/store"
	"frontdoor/internal/enrol"
	"frontdoor/kiosk/delivery/stick"
	"frontdoor/kiosk/usage"
)

// A Store keeps what is taken, and enrols the kiosks that were invited.
type Store interface {
	ingest.Store
	ingest.Enroller
}

// Keys are the hub's own.
type Keys struct {
	Seal ed25519.PrivateKey
	Open age.Identity
}

// A Line is what became of one file, for whoever carries the stick.
type Line struct {
	File string
	What string
	OK   bool
}

// Read takes everything that a stick brings, and writes the answers to it. Its error is the
// store's or the stick's; what is wrong with a single file is in its line.
func Read(ctx context.Context, folder string, s Store, v *usage.Vocabulary, k Keys, now time.Time) (lines []Line, err error) {
	on, err := stick.Open(folder)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, on.Close()) }()
	lines, err = requests(ctx, on, s, now)
	if err != nil {
		return lines, err
	}
	names, err := on.Names(stick.Counts, ".age")
	if err != nil {
		return lines, err
	}
	type mark struct {
		kiosk string
		epoch uint64
	}
	through := map[mark]uint64{}
	for _, name := range names { // in the order of kiosk, epoch and number: their names say so
		if err := ctx.Err(); err != nil {
			return lines, err
		}
		b, err := on.Read(stick.Counts, name)
		var kiosk string
		var a usage.Answer
		if err != nil {
			err = passed(err.Error())
		} else {
			kiosk, a, err = take(ctx, b, s, v, k, now)
		}
		var gap *store.GapError
		switch {
		case errors.As(err, &gap):
			lines = append(lines, Line{shown(name), gap.Error() + ": they may be on another stick", false})
		case errors.Is(err, errFile):
			lines = append(lines, Line{shown(name), err.Error(), false})
			continue
		case err != nil:
			return lines, err
		default:
			lines = append(lines, Line{shown(name), fmt.Sprintf("%s has sent everything up to %d", kiosk, a.AckedThrough), true})
			if err := on.Remove(stick.Counts, name); err != nil {
				return lines, err
			}
		}
		m := mark{kiosk, a.Epoch}
		through[m] = max(through[m], a.AckedThrough)
	}
	for m, acked := range through {
		if err := answer(on, k, stick.Answer{Kiosk: m.kiosk, Epoch: m.epoch, Through: acked}); err != nil {
			return lines, err
		}
	}
	return lines, nil
}

// errFile means that a file of a stick cannot be taken. The stick goes on.
var errFile = errors.New("it was passed over")

func passed(why string) error { return fmt.Errorf("%w: %s", errFile, why) }

// take opens one bundle and has it kept. It returns the name of the kiosk that sealed it.
func take(ctx context.Context, b []byte, s Store, v *usage.Vocabulary, k Keys, now time.Time) (string, usage.Answer, error) {
	r, err := age.Decrypt(bytes.NewReader(b), k.Open)
	if err != nil {
		return "", usage.Answer{}, passed("it is torn, or written to another hub")
	}
	plain, err := io.ReadAll(io.LimitReader(r, stick.MaxFile))
	if err != nil {
		return "", usage.Answer{}, passed("it is torn")
	}
	rest, ok := bytes.CutPrefix(plain, []byte(stick.Head))
	seal, body, found := bytes.Cut(rest, []byte("\n"))
	if !ok || !found {
		return "", usage.Answer{}, passed("it is not a bundle")
	}
	public, err := usage.OpenSeal(string(seal), usage.SealBundle, body)
	if err != nil {
		return "", usage.Answer{}, passed(err.Error())
	}
	kiosk, err := s.KioskOf(ctx, store.DigestOf(usage.KeyID(public)))
	switch {
	case errors.Is(err, store.ErrUnknownKey), errors.Is(err, store.ErrRevoked):
		return "", usage.Answer{}, passed("its kiosk is not known here, or was withdrawn")
	case err != nil:
		return "", usage.Answer{}, err
	}
	a, err := ingest.Keep(ctx, s, v, kiosk, "gzip", body, now)
	if ingest.Final(err) {
		return kiosk, a, passed(err.Error())
	}
	return kiosk, a, err
}

// requests enrols the kiosks that were invited and have answered.
func requests(ctx context.Context, on *stick.Stick, s Store, now time.Time) ([]Line, error) {
	names, err := on.Names(stick.Requests, ".json")
	if err != nil {
		return nil, err
	}
	var lines []Line
	for _, name := range names {
		b, err := on.Read(stick.Requests, name)
		var e enrol.Membership
		if err == nil {
			e, err = ingest.Enrol(ctx, s, b, now)
		}
		if err != nil {
			if !ingest.Final(err) && ctx.Err() != nil {
				return lines, err
			}
			lines = append(lines, Line{shown(name), err.Error(), false})
			continue
		}
		lines = append(lines, Line{shown(name), fmt.Sprintf("%s at %s is enrolled", e.Kiosk, e.Site), true})
		if err := on.Remove(stick.Requests, name); err != nil {
			return lines, err
		}
	}
	return lines, nil
}

func answer(on *stick.Stick, k Keys, a stick.Answer) error {
	a.Seal = usage.Seal(k.Seal, usage.SealAnswer, a.Text())
	b, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return on.Write(stick.Answers, stick.AnswerName(a.Kiosk, a.Epoch), b)
}

// shown returns a file's name as it is printed. What is not plain is quoted: a stick's names must
// not move the cursor of whoever reads about them.
func shown(name string) string {
	if q := strconv.QuoteToASCII(name); q != `"`+name+`"` {
		return q
	}
	return name
}
