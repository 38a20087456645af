package usage_test

import (
	"encoding/hex"
	"os"
	"reflect"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
	"pgregory.net/rapid"

	"frontdoor/internal/build"
	"frontdoor/kiosk/usage"
)

// example reads an example's bytes from docs/wire.md.
func example(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile("../../docs/wire.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, ok := strings.Cut(string(text), "```hex "+name+"\n")
	body, _, closed := strings.Cut(after, "```")
	if !ok || !closed {
		t.Fatalf("docs/wire.md has no example %q", name)
	}
	b, err := hex.DecodeString(strings.Join(strings.Fields(body), ""))
	if err != nil {
		t.Fatalf("docs/wire.md: example %q: %v", name, err)
	}
	return b
}

func exampleRecord() usage.Record {
	return usage.Record{
		Seq: 7, Schema: 1, Hour: 498744, Clock: usage.ClockSteady,
		Cells: []usage.Cell{
			{Dimension: usage.Visits, Value: usage.All, Count: 3},
			{Dimension: usage.Outcome, Value: usage.Finished, Count: 2},
			{Dimension: usage.Outcome, Value: usage.TimedOut, Count: 1},
			{Dimension: usage.Language, Value: "bn", Count: 2},
			{Dimension: usage.Language, Value: "zh-Hans", Count: 1},
			{Dimension: usage.Need, Value: "health/gp", Count: 3},
		},
	}
}

func exampleBatch() usage.Batch {
	return usage.Batch{
		Kiosk: "demo-1", Epoch: 0x1122334455667788, LostThrough: 2,
		Records: []usage.Record{exampleRecord(), {
			Seq: 8, Schema: 1, Hour: 498745, Clock: usage.ClockDoubtful,
			Cells: []usage.Cell{
				{Dimension: usage.Visits, Value: usage.All, Count: 300},
				{Dimension: usage.Unmet, Value: usage.NoneFound, Count: 1},
			},
		}},
	}
}

func TestWireFormIsThatOfTheDocument(t *testing.T) {
	hello := usage.Batch{Epoch: 0x1122334455667788}
	done := usage.Answer{Epoch: 0x1122334455667788, AckedThrough: 8}
	gap := usage.Answer{Epoch: 0x1122334455667788, AckedThrough: 4, Reason: "records 5 to 6 are missing"}

	check(t, "record", exampleRecord(), exampleRecord().Append, usage.ParseRecord)
	check(t, "batch", exampleBatch(), exampleBatch().Append, usage.ParseBatch)
	check(t, "hello", hello, hello.Append, usage.ParseBatch)
	versioned := usage.Batch{Epoch: 0x1122334455667788, Version: "0.1.0+573fe73-dirty"}
	check(t, "version", versioned, versioned.Append, usage.ParseBatch)
	check(t, "answer", done, done.Append, usage.ParseAnswer)
	check(t, "gap", gap, gap.Append, usage.ParseAnswer)
}

// check holds one value and one example together, both ways.
func check[T any](t *testing.T, name string, want T, write func([]byte) []byte, read func([]byte) (T, error)) {
	t.Helper()
	b := example(t, name)
	if wrote := write(nil); !reflect.DeepEqual(wrote, b) {
		t.Errorf("%s: written as\n%x, the document has\n%x", name, wrote, b)
	}
	got, err := read(b)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: read as\n%+v, want\n%+v", name, got, want)
	}
}

func TestWireComesBackAsItWent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := batches().Draw(t, "batch")
		got, err := usage.ParseBatch(want.Append(nil))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got  %+v\nwant %+v", got, want)
		}
	})
}

// batches draws batches of records as a kiosk closes them.
func batches() *rapid.Generator[usage.Batch] {
	return rapid.Custom(func(t *rapid.T) usage.Batch {
		b := usage.Batch{
			Kiosk:       rapid.StringMatching(`[a-z0-9-]{0,20}`).Draw(t, "kiosk"),
			Epoch:       rapid.Uint64Min(1).Draw(t, "epoch"),
			LostThrough: rapid.Uint64Max(9).Draw(t, "lost"),
			Version:     rapid.StringMatching(`([A-Za-z0-9.+_-]{1,40})?`).Draw(t, "version"),
		}
		first := rapid.Uint64Range(1, 1<<40).Draw(t, "first")
		for i := range rapid.IntRange(0, 5).Draw(t, "records") {
			r := usage.Record{Seq: first + uint64(i), Schema: 1, Hour: usage.Hour(rapid.Uint32Max(1<<20).Draw(t, "hour"))}
			cells := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) usage.Cell {
				return usage.Cell{
					Dimension: rapid.SampledFrom([]string{usage.Visits, usage.Language, usage.Health, usage.Other}).Draw(t, "dimension"),
					Value:     rapid.SampledFrom([]string{usage.All, "bn", "health/gp"}).Draw(t, "value"),
					Count:     rapid.Uint64Range(1, 1000).Draw(t, "count"),
				}
			}), 1, 8).Draw(t, "cells")
			r.Cells = usage.Merge(cells)
			b.Records = append(b.Records, r)
		}
		return b
	})
}

func TestCountsOfALaterVersionAreKeptAsOther(t *testing.T) {
	cell := protowire.AppendVarint(protowire.AppendTag(nil, 1, protowire.VarintType), 77)
	cell = protowire.AppendString(protowire.AppendTag(cell, 2, protowire.BytesType), "all")
	cell = protowire.AppendVarint(protowire.AppendTag(cell, 3, protowire.VarintType), 9)
	b := exampleRecord().Append(nil)
	b = protowire.AppendBytes(protowire.AppendTag(b, 5, protowire.BytesType), cell)
	b = protowire.AppendBytes(protowire.AppendTag(b, 31, protowire.BytesType), []byte("for later"))
	b = protowire.AppendFixed32(protowire.AppendTag(b, 2, protowire.Fixed32Type), 4) // a known number of another kind
	got, err := usage.ParseRecord(b)
	if err != nil {
		t.Fatal(err)
	}
	if last := got.Cells[len(got.Cells)-1]; last != (usage.Cell{Dimension: usage.Other, Value: usage.All, Count: 9}) {
		t.Errorf("the unknown dimension is read as %+v", last)
	}
	if got.Schema != 1 {
		t.Errorf("schema %d, want 1", got.Schema)
	}
}

// TestAVersionInAnotherFormIsReadAsNone has versions that no kiosk of ours writes. The counts
// beside them are taken all the same.
func TestAVersionInAnotherFormIsReadAsNone(t *testing.T) {
	for _, version := range []string{"", "0.1.0 (devel)", "<script>", "0.1.0\n", "\xff\xfe", "ä", strings.Repeat("1", usage.MaxVersion+1)} {
		b := protowire.AppendString(protowire.AppendTag(exampleBatch().Append(nil), 5, protowire.BytesType), version)
		if got, err := usage.ParseBatch(b); err != nil || !reflect.DeepEqual(got, exampleBatch()) {
			t.Errorf("%q: read as %+v, %v", version, got, err)
		}
		named := exampleBatch()
		named.Version = version
		if wrote := named.Append(nil); !reflect.DeepEqual(wrote, exampleBatch().Append(nil)) {
			t.Errorf("%q is written: %x", version, wrote)
		}
	}
	number := protowire.AppendVarint(protowire.AppendTag(exampleBatch().Append(nil), 5, protowire.VarintType), 7)
	if got, err := usage.ParseBatch(number); err != nil || got.Version != "" {
		t.Errorf("a number is read as %q, %v", got.Version, err)
	}
}

func TestEveryVersionOfABuildFits(t *testing.T) {
	if !usage.IsVersion(build.Version()) || build.MaxVersion > usage.MaxVersion {
		t.Errorf("%q of up to %d bytes; a batch takes %d", build.Version(), build.MaxVersion, usage.MaxVersion)
	}
}

func TestMalformedBatchesAreRefused(t *testing.T) {
	change := func(f func(b *usage.Batch)) []byte {
		b := exampleBatch()
		f(&b)
		return b.Append(nil)
	}
	many := func(n int) []usage.Record {
		rs := make([]usage.Record, n)
		for i := range rs {
			rs[i].Seq = uint64(i + 1)
		}
		return rs
	}
	cells := make([]usage.Cell, 4097)
	for i := range cells {
		cells[i] = usage.Cell{Dimension: usage.Need, Value: "x", Count: 1}
	}
	long := strings.Repeat("x", 65)
	for name, b := range map[string][]byte{
		"cut short":           exampleBatch().Append(nil)[:40],
		"no epoch":            change(func(b *usage.Batch) { b.Epoch = 0 }),
		"a long name":         change(func(b *usage.Batch) { b.Kiosk = long }),
		"a gap between":       change(func(b *usage.Batch) { b.Records[1].Seq = 9 }),
		"the same twice":      change(func(b *usage.Batch) { b.Records[1].Seq = 7 }),
		"a record without":    change(func(b *usage.Batch) { b.Records[0].Seq = 0 }),
		"too many records":    change(func(b *usage.Batch) { b.Records = many(501) }),
		"too many cells":      change(func(b *usage.Batch) { b.Records[1].Cells = cells }),
		"a long value":        change(func(b *usage.Batch) { b.Records[1].Cells[0].Value = long }),
		"no value":            change(func(b *usage.Batch) { b.Records[1].Cells[0].Value = "" }),
		"a count beyond hope": change(func(b *usage.Batch) { b.Records[1].Cells[0].Count = usage.MaxCount + 1 }),
		"a page of HTML":      []byte("<!doctype html><title>Sign in to the Wi-Fi</title>"),
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := usage.ParseBatch(b); err == nil {
				t.Errorf("read as %+v", got)
			}
		})
	}
	if _, err := usage.ParseBatch(change(func(b *usage.Batch) { b.Records = many(500) })); err != nil {
		t.Errorf("a full batch is refused: %v", err)
	}
}

// FuzzParseBatch holds that whatever is read can be written, and is then read as the same.
func FuzzParseBatch(f *testing.F) {
	f.Add(exampleBatch().Append(nil))
	f.Add(usage.Batch{Epoch: 1}.Append(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		first, err := usage.ParseBatch(b)
		if err != nil {
			return
		}
		second, err := usage.ParseBatch(first.Append(nil))
		if err != nil {
			t.Fatalf("written and not read: %v", err)
		}
		if !reflect.DeepEqual(first, second) {
			t.Fatalf("first  %+v\nsecond %+v", first, second)
		}
	})
}

// FuzzParseAnswer holds that no answer of a hub brings a kiosk down.
func FuzzParseAnswer(f *testing.F) {
	f.Add(usage.Answer{Epoch: 1, AckedThrough: 2, Reason: "no"}.Append(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := usage.ParseAnswer(b)
		if err == nil && len(a.Reason) > 512 {
			t.Fatalf("a reason of %d bytes", len(a.Reason))
		}
	})
}
