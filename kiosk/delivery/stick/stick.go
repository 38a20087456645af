// Package stick delivers counts to the hub by hand, for kiosks that are never online.
//
// What waits is written to a stick in files of one batch each: the same records as on the wire,
// sealed by the kiosk and encrypted to the hub, so that anyone who finds the stick learns only
// which kiosk wrote to it, and when. The hub's answers come back on it, sealed by the hub; they move the same marks as an
// answer over a network. Batches may be read in any order, twice, torn or never: nothing is
// lost, for the kiosk writes again whatever the hub has not answered for, and nothing is
// counted twice, for the hub passes over what it has.
//
// A stick is one that has a folder "frontdoor" on it; no other is written to. Whoever made it may
// wish the kiosk or the hub ill, so what it says is data (see Stick), and it enrols nobody: an
// invitation is taken only by Adopt, when a person has said yes to the hub's fingerprint. The package
// knows the queue and files; whom to tell of it is the kiosk's business.
package stick

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"

	"frontdoor/kiosk/usage"
)

// The folders of a stick.
const (
	Root        = "frontdoor"
	Counts      = "counts"      // from kiosks
	Answers     = "answers"     // from the hub
	Invitations = "invitations" // from the hub, to kiosks that are never online
	Requests    = "requests"    // from kiosks that were invited
)

// Head begins what is in a batch's file; the seal follows, and after a line feed the batch.
const Head = "frontdoor-bundle-1 "

// A Queue is what is delivered from. A queue.Queue is one.
type Queue interface {
	// PendingAfter returns what waits behind a record, within bounds.
	PendingAfter(seq uint64, records, bytes int) (usage.Batch, error)
	// Settle takes the hub's word for how far it has got.
	Settle(epoch, through uint64) error
}

// A Sender is who a kiosk is to its hub.
type Sender struct {
	Kiosk     string
	Key       ed25519.PrivateKey
	Recipient string // an age recipient of the hub
	Hub       string // the hub's public key, in base64url
	Version   string // of the kiosk's program; empty: not said
}

// An Answer is the hub's word, as it is on a stick.
type Answer struct {
	Kiosk   string `json:"kiosk"`
	Epoch   uint64 `json:"epoch,string"`
	Through uint64 `json:"acked_through,string"`
	Seal    string `json:"seal"`
}

// Text is what an answer's seal is of.
func (a Answer) Text() []byte { return fmt.Appendf(nil, "%s\n%d\n%d", a.Kiosk, a.Epoch, a.Through) }

// AnswerName is the name of the file of the answer to a kiosk's epoch.
func AnswerName(kiosk string, epoch uint64) string { return fmt.Sprintf("%s-%016x.json", kiosk, epoch) }

// Done is what an exchange came to.
type Done struct {
	Written int  // hours on the stick that the hub has not answered for
	Settled bool // the hub's answer was on it
}

// mostFiles bounds what one kiosk writes: 60 files hold more hours than three years have.
const mostFiles = 60

// Exchange takes the hub's answers from a stick, and writes to it what still waits. When ctx
// ends it stops between two files: what is written stays, and is written again the next time.
func Exchange(ctx context.Context, folder string, q Queue, s Sender) (done Done, err error) {
	on, err := Open(folder)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, on.Close()) }()
	if done.Settled, err = s.settle(ctx, on, q); err != nil {
		return done, err
	}
	recipient, err := age.ParseX25519Recipient(s.Recipient)
	if err != nil {
		return done, errors.New("this kiosk's hub takes nothing by stick: its counts go there over the network")
	}
	kept := map[string]bool{}
	for after := uint64(0); len(kept) < mostFiles; {
		batch, err := q.PendingAfter(after, usage.MaxRecords, usage.MaxBytes-1024)
		if err != nil {
			return done, err
		}
		n := len(batch.Records)
		if n == 0 {
			break
		}
		name := fmt.Sprintf("%s-%016x-%010d.age", s.Kiosk, batch.Epoch, batch.Records[0].Seq)
		b, err := s.wrapped(batch, recipient)
		if err != nil {
			return done, err
		}
		if err := errors.Join(ctx.Err(), on.Write(Counts, name, b)); err != nil {
			return done, err
		}
		kept[name] = true
		done.Written += n
		after = batch.Records[n-1].Seq
	}
	return done, s.sweep(ctx, on, kept)
}

// wrapped seals and encrypts a batch.
func (s Sender) wrapped(batch usage.Batch, to age.Recipient) ([]byte, error) {
	var body, out bytes.Buffer
	batch.Version = s.Version
	z := gzip.NewWriter(&body)
	if _, err := z.Write(batch.Append(nil)); err != nil {
		return nil, fmt.Errorf("wrap a batch: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("wrap a batch: %w", err)
	}
	w, err := age.Encrypt(&out, to)
	if err != nil {
		return nil, fmt.Errorf("wrap a batch: %w", err)
	}
	_, err = io.WriteString(w, Head+usage.Seal(s.Key, usage.SealBundle, body.Bytes())+"\n"+body.String())
	if err := errors.Join(err, w.Close()); err != nil {
		return nil, fmt.Errorf("wrap a batch: %w", err)
	}
	return out.Bytes(), nil
}

// settle believes the hub's answers to this kiosk, and nobody else's. An old answer only makes
// the kiosk write again what the hub has.
func (s Sender) settle(ctx context.Context, on *Stick, q Queue) (bool, error) {
	hub, err := base64.RawURLEncoding.DecodeString(s.Hub)
	if err != nil || len(hub) != ed25519.PublicKeySize {
		return false, nil //nolint:nilerr // a hub without a key has no answers
	}
	names, err := on.Names(Answers, ".json")
	if err != nil {
		return false, err
	}
	settled := false
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return settled, err
		}
		if !strings.HasPrefix(name, s.Kiosk+"-") {
			continue
		}
		b, err := on.Read(Answers, name)
		var a Answer
		if err != nil || json.Unmarshal(b, &a) != nil || a.Kiosk != s.Kiosk {
			continue
		}
		if public, err := usage.OpenSeal(a.Seal, usage.SealAnswer, a.Text()); err != nil || !bytes.Equal(public, hub) {
			continue
		}
		if err := q.Settle(a.Epoch, a.Through); err != nil {
			return settled, err
		}
		settled = true
	}
	return settled, nil
}

// sweep takes this kiosk's files off the stick that the hub has answered for.
func (s Sender) sweep(ctx context.Context, on *Stick, kept map[string]bool) error {
	names, err := on.Names(Counts, ".age")
	if err != nil {
		return err
	}
	for _, name := range names {
		rest, mine := strings.CutPrefix(name, s.Kiosk+"-")
		if !mine || len(rest) != len("0123456789abcdef-0123456789.age") || kept[name] {
			continue
		}
		if err := errors.Join(ctx.Err(), on.Remove(Counts, name)); err != nil {
			return err
		}
	}
	return on.Sync(Counts)
}
