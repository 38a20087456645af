// Package codecs measures how a service may stand in a pack: the hand-made record, CBOR,
// protobuf and JSON, each with the same services, in turn, so that what else the machine does
// falls on all alike.
//
//	go test -tags gles,no_emoji -run '^$' -bench . ./cmd/bench/codecs
package codecs

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"
	"go.etcd.io/bbolt"
	"golang.org/x/sys/unix"

	"frontdoor/kiosk/content"
	"frontdoor/kiosk/content/specimen"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/needs"
)

const many = 50_000

type codec struct {
	name   string
	encode func(directory.Service) ([]byte, error)
	decode func([]byte) (directory.Service, error)
}

func codecs() []codec {
	return []codec{
		{"hand", func(s directory.Service) ([]byte, error) { return content.EncodeRecord(s), nil }, content.DecodeRecord},
		{"cbor", func(s directory.Service) ([]byte, error) { return cbor.Marshal(s) }, func(b []byte) (s directory.Service, err error) { return s, cbor.Unmarshal(b, &s) }},
		{"proto", protoEncode, protoDecode},
		{"json", func(s directory.Service) ([]byte, error) { return json.Marshal(s) }, func(b []byte) (s directory.Service, err error) { return s, json.Unmarshal(b, &s) }},
	}
}

func services(tb testing.TB, n int) (*needs.Tree, []directory.Service) {
	tb.Helper()
	tree, err := needs.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return tree, specimen.Services(n, tree.Leaves())
}

func TestEveryCodecGivesBackTheService(t *testing.T) {
	_, all := services(t, 2000)
	for _, c := range codecs() {
		for _, want := range all {
			b, err := c.encode(want)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := c.decode(b); err != nil || !reflect.DeepEqual(got, want) {
				t.Fatalf("%s: %v\ngot  %+v\nwant %+v", c.name, err, got, want)
			}
		}
	}
}

// BenchmarkDecode is one service read by each codec in turn: the time of each, and the bytes.
func BenchmarkDecode(b *testing.B) {
	_, all := services(b, 5000)
	took := map[string]time.Duration{}
	records := map[string][][]byte{}
	for _, c := range codecs() {
		bytes := 0
		for _, s := range all {
			r, err := c.encode(s)
			if err != nil {
				b.Fatal(err)
			}
			records[c.name] = append(records[c.name], r)
			bytes += len(r)
		}
		b.Logf("%s: %d bytes a service", c.name, bytes/len(all))
	}
	runtime.GC()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	const batch = 50
	n := 0
	for i := 0; b.Loop(); i++ {
		for _, c := range codecs() {
			start := cpu(b)
			for k := range batch {
				if _, err := c.decode(records[c.name][(i*batch+k)%len(all)]); err != nil {
					b.Fatal(err)
				}
			}
			took[c.name] += cpu(b) - start
		}
		n += batch
	}
	for _, c := range codecs() {
		b.ReportMetric(float64(took[c.name].Nanoseconds())/float64(n), c.name+"-ns")
	}
}

// A store takes where services are from a pack, and reads services of one codec.
type store struct {
	*content.Pack
	db     *bbolt.DB
	decode func([]byte) (directory.Service, error)
}

func (s store) Service(_ context.Context, id string) (out directory.Service, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		out, err = s.decode(tx.Bucket([]byte("services")).Get([]byte(id)))
		return err
	})
	return out, err
}

// BenchmarkQuestion is one resident's question of the largest need, put to each codec in turn.
func BenchmarkQuestion(b *testing.B) {
	_, all := services(b, many)
	file := filepath.Join(b.TempDir(), "pack")
	if err := content.Build(content.Source{Services: all}, file); err != nil {
		b.Fatal(err)
	}
	p, err := content.Open(file)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { p.Close() })
	dirs := map[string]*directory.Directory{}
	for _, c := range codecs() {
		db := write(b, c, all)
		if dirs[c.name], err = directory.New(store{p, db, c.decode}); err != nil {
			b.Fatal(err)
		}
	}
	all = nil
	runtime.GC()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	took, worked := map[string][]time.Duration{}, map[string][]time.Duration{}
	r := rand.New(rand.NewPCG(9, 10))
	for i := 0; b.Loop(); i++ {
		from := specimen.Where(r)
		lists := map[string]bool{}
		for k := range codecs() {
			c := codecs()[(k+i)%len(codecs())]
			start, before := time.Now(), cpu(b)
			found, err := dirs[c.name].Find(b.Context(), directory.Query{Need: specimen.Largest, From: &from, Now: start, Lang: "bn"})
			took[c.name] = append(took[c.name], time.Since(start))
			worked[c.name] = append(worked[c.name], cpu(b)-before)
			if err != nil {
				b.Fatal(err)
			}
			lists[fmt.Sprint(len(found.Answers), found.Answers[0].Service.ID)] = true
		}
		if len(lists) != 1 {
			b.Fatal(lists)
		}
	}
	for _, c := range codecs() {
		for kind, d := range map[string][]time.Duration{"-ms": took[c.name], "-cpu-ms": worked[c.name]} {
			slices.Sort(d)
			b.ReportMetric(float64(d[len(d)/2].Microseconds())/1000, c.name+"-p50"+kind)
			b.ReportMetric(float64(d[len(d)*99/100].Microseconds())/1000, c.name+"-p99"+kind)
		}
	}
}

// cpu is how long this thread has worked: on a machine that does other things, too, the time
// on the clock is mostly theirs.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		b.Fatal(err)
	}
	return time.Duration(t.Nano())
}

func write(b *testing.B, c codec, all []directory.Service) *bbolt.DB {
	b.Helper()
	file := filepath.Join(b.TempDir(), c.name)
	db, err := bbolt.Open(file, 0o600, &bbolt.Options{PageSize: 1 << 14})
	if err != nil {
		b.Fatal(err)
	}
	db.AllocSize = 1 << 16
	if err := db.Update(func(tx *bbolt.Tx) error {
		k, err := tx.CreateBucket([]byte("services"))
		if err != nil {
			return err
		}
		k.FillPercent = 1
		for _, s := range all { // in the order of their ids
			id := s.ID
			s.ID = ""
			r, err := c.encode(s)
			if err != nil {
				return err
			}
			if err := k.Put([]byte(id), r); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%s: %.1f MB of records", c.name, float64(info.Size())/1e6)
	b.Cleanup(func() { db.Close() })
	return db
}
