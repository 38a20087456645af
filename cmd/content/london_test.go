package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"frontdoor/internal/complete"
)

const shared = "../../../shared/data"

// rows reads a public file.
func rows(t *testing.T, file string) [][]string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(shared, file))
	if err != nil {
		complete.Lacking(t, "the public data is not there: %v", err)
	}
	r := csv.NewReader(bytes.NewReader(b))
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// bench runs the bench and returns what it printed.
func bench(t *testing.T, args ...string) string {
	t.Helper()
	var out, faults bytes.Buffer
	if code := run(t.Context(), args, &out, &faults); code != 0 {
		t.Fatalf("content %s: exit %d: %s", strings.Join(args, " "), code, faults.String())
	}
	return out.String()
}

// From the public files to the list at one postcode: the same practices, in the same order,
// as somebody finds who takes a ruler to the register.
func TestPracticesNearAPostcodeAreThoseOfTheRegister(t *testing.T) {
	complete.NotQuick(t, "builds London's pack")
	const here, nearby = "E1 6AN", 0.5  // miles
	around := []string{"E", "EC", "SE"} // the whole of London would take a minute under the race detector
	type practice struct {
		postcode string
		miles    float64
	}
	places := map[string][2]float64{}
	for _, area := range around {
		for _, row := range rows(t, "postcodes/nspl2025-05_"+area+".csv")[1:] {
			lat, errLat := strconv.ParseFloat(row[1], 64)
			lon, errLon := strconv.ParseFloat(row[2], 64)
			if errLat == nil && errLon == nil {
				places[row[0]] = [2]float64{lat, lon}
			}
		}
	}
	from, ok := places[here]
	if !ok {
		t.Fatalf("%s is not in the lookup", here)
	}
	var want []practice
	for _, row := range rows(t, "ods/epraccur.csv") {
		at, ok := places[row[9]]
		if !ok || row[12] != "A" || row[25] != "4" {
			continue
		}
		if miles := great(from, at) / 1609.344; miles < nearby {
			want = append(want, practice{row[9], miles})
		}
	}
	slices.SortFunc(want, func(a, b practice) int { return cmp.Compare(a.miles, b.miles) })
	if len(want) == 0 {
		t.Fatalf("there is no practice within half a mile of %s", here)
	}

	folder := t.TempDir()
	source, pack := filepath.Join(folder, "source"), filepath.Join(folder, "london.pack")
	lookup, typed := filepath.Join(folder, "lookup"), filepath.Join(folder, "typed")
	if err := errors.Join(os.Mkdir(lookup, 0o755), os.Mkdir(typed, 0o755)); err != nil {
		t.Fatal(err)
	}
	for _, area := range around {
		copyFile(t, filepath.Join(shared, "postcodes/nspl2025-05_"+area+".csv"), filepath.Join(lookup, "nspl_"+area+".csv"))
	}
	copyFile(t, filepath.Join(shared, "postcodes/nspl2025-05_EC.csv"), filepath.Join(typed, "nspl_EC.csv"))
	if err := os.WriteFile(filepath.Join(typed, "nspl_here.csv"), fmt.Appendf(nil, "Postcode,lat,long\n%s,%f,%f\n", here, from[0], from[1]), 0o644); err != nil {
		t.Fatal(err)
	}
	bench(t, "import", "ods", "--from", filepath.Join(shared, "ods"), "--area", "Y56", "--postcodes", lookup, "-o", source)
	bench(t, "import", "postcodes", "--from", typed, "-o", source)
	bench(t, "build", source, "-o", pack)
	list := strings.Split(strings.TrimSpace(bench(t, "show", "health/gp", "--near", "e16an", "--content", pack, "--at", "2026-11-24T11:42")), "\n")
	if len(list) <= len(want) {
		t.Fatalf("%d lines:\n%s", len(list), strings.Join(list, "\n"))
	}
	for i, w := range want {
		columns := strings.Split(list[i], "\t")
		miles, err := strconv.ParseFloat(strings.Fields(columns[3])[0], 64)
		if err != nil || columns[2] != w.postcode || math.Abs(miles-w.miles) > 0.051 {
			t.Errorf("line %d: %s\nwant %s at %.2f miles", i+1, list[i], w.postcode, w.miles)
		}
	}
	next := strings.Split(list[len(want)], "\t")
	if miles, err := strconv.ParseFloat(strings.Fields(next[3])[0], 64); err != nil || miles < nearby {
		t.Errorf("nearer than half a mile, and not in the register: %s", list[len(want)])
	}
}

// great is the way over the ground in metres, by the haversine: another formula than the
// kiosk's.
func great(a, b [2]float64) float64 {
	const degree = math.Pi / 180
	north, east := math.Sin((b[0]-a[0])*degree/2), math.Sin((b[1]-a[1])*degree/2)
	return 2 * 6371008.8 * math.Asin(math.Sqrt(north*north+math.Cos(a[0]*degree)*math.Cos(b[0]*degree)*east*east))
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}
