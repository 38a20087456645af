// Package postcodes takes places of postcodes from the ONS National Statistics Postcode
// Lookup, or its Directory: any of its files, whatever columns it has, as long as headings say
// which are the postcode, the latitude and the longitude.
package postcodes

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// Read reads every CSV file of a folder whose name begins with "nspl" or "onspd", in small or in
// capital letters. It returns the postcodes and how many rows were left out because they were no
// postcode with a place. Its error is an intake.RefusedError where a file has not the columns
// that are expected, or not one place.
func Read(folder fs.FS) (map[string]directory.Point, int, error) {
	all := map[string]directory.Point{}
	bad := 0
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, 0, fmt.Errorf("read postcodes: %w", err)
	}
	var files []string
	for _, e := range entries {
		name := strings.ToLower(e.Name())
		if !e.IsDir() && strings.HasSuffix(name, ".csv") && (strings.HasPrefix(name, "nspl") || strings.HasPrefix(name, "onspd")) {
			files = append(files, e.Name())
		}
	}
	if len(files) == 0 {
		return nil, 0, errors.New("read postcodes: there is no file nspl*.csv in the folder")
	}
	for _, name := range files {
		f, err := folder.Open(name)
		if err != nil {
			return nil, 0, fmt.Errorf("read postcodes: %w", err)
		}
		before := len(all)
		n, err := readFile(f, all)
		bad += n
		if closed := f.Close(); err == nil {
			err = closed
		}
		if err == nil && len(all) == before && n > 0 {
			err = intake.Refusef("none of its %d rows is a postcode with a place in the United Kingdom", n)
		}
		if err != nil {
			return nil, 0, fmt.Errorf("read postcodes: %s: %w", path.Base(name), err)
		}
	}
	return all, bad, nil
}

// The headings by which a column is known, the best first.
var (
	postcodeNames  = []string{"pcds", "postcode", "pcd", "pcd7", "pcd8", "pcd2"} //nolint:gochecknoglobals // read only
	latitudeNames  = []string{"lat", "latitude"}                                 //nolint:gochecknoglobals // read only
	longitudeNames = []string{"long", "lon", "longitude"}                        //nolint:gochecknoglobals // read only
)

func readFile(r io.Reader, into map[string]directory.Point) (bad int, err error) {
	lines := bufio.NewScanner(r)
	var code, lat, lon int
	for first := true; first || lines.Scan(); first = false {
		if first {
			if !lines.Scan() && lines.Err() != nil {
				return bad, lines.Err()
			}
			row := cells(strings.TrimPrefix(lines.Text(), "\ufeff"))
			code, lat, lon = column(row, postcodeNames), column(row, latitudeNames), column(row, longitudeNames)
			if code < 0 || lat < 0 || lon < 0 {
				return bad, intake.Refusef("its first line has to name the columns pcds (or Postcode), lat and long, and is %q", shortened(lines.Text()))
			}
			continue
		}
		p, at, ok := place(cells(lines.Text()), code, lat, lon)
		if !ok {
			bad++
			continue
		}
		into[p] = at
	}
	return bad, lines.Err()
}

// cells parts a line of the lookup: none of its cells has a line break in it.
func cells(line string) []string {
	if !strings.Contains(line, `"`) {
		return strings.Split(line, ",")
	}
	row := csv.NewReader(strings.NewReader(line))
	row.LazyQuotes, row.TrimLeadingSpace = true, true
	out, err := row.Read()
	if err != nil {
		return nil // it is counted among those without a place
	}
	return out
}

// place reads a row. Postcodes without a place stand at the north pole in the lookup.
func place(row []string, code, lat, lon int) (string, directory.Point, bool) {
	if max(code, lat, lon) >= len(row) {
		return "", directory.Point{}, false
	}
	p, ok := directory.Postcode(row[code])
	y, errY := strconv.ParseFloat(strings.TrimSpace(row[lat]), 64)
	x, errX := strconv.ParseFloat(strings.TrimSpace(row[lon]), 64)
	return p, directory.Point{Lat: y, Lon: x}, ok && errY == nil && errX == nil && y >= 49 && y <= 61 && x >= -9 && x <= 2.5
}

// column returns where one of some headings is; -1 where none is.
func column(row, names []string) int {
	for _, name := range names {
		for i, h := range row {
			if strings.EqualFold(strings.TrimSpace(h), name) {
				return i
			}
		}
	}
	return -1
}

func shortened(s string) string {
	if r := []rune(s); len(r) > 100 {
		return string(r[:100]) + "…"
	}
	return s
}
