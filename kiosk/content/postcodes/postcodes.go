// Package postcodes takes places of postcodes from the ONS National Statistics Postcode
// Lookup, as files with the columns Postcode, lat, long.
package postcodes

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"frontdoor/kiosk/directory"
)

// Read reads every CSV file of a folder whose name begins with "nspl". It returns the
// postcodes and how many rows were left out because they were no postcode with a place.
func Read(folder fs.FS) (map[string]directory.Point, int, error) {
	all := map[string]directory.Point{}
	bad := 0
	files, err := fs.Glob(folder, "nspl*.csv")
	if err != nil {
		return nil, 0, fmt.Errorf("read postcodes: %w", err)
	}
	if len(files) == 0 {
		return nil, 0, fmt.Errorf("read postcodes: there is no file nspl*.csv in the folder")
	}
	for _, name := range files {
		f, err := folder.Open(name)
		if err != nil {
			return nil, 0, fmt.Errorf("read postcodes: %w", err)
		}
		n, err := readFile(f, all)
		bad += n
		if closed := f.Close(); err == nil {
			err = closed
		}
		if err != nil {
			return nil, 0, fmt.Errorf("read postcodes: %s: %w", path.Base(name), err)
		}
	}
	return all, bad, nil
}

func readFile(r io.Reader, into map[string]directory.Point) (bad int, err error) {
	sc := bufio.NewScanner(r)
	for first := true; sc.Scan(); first = false {
		if first {
			continue
		}
		postcode, rest, _ := strings.Cut(sc.Text(), ",")
		lat, lon, _ := strings.Cut(rest, ",")
		p, ok := directory.Postcode(strings.Trim(postcode, `"`))
		y, errY := strconv.ParseFloat(lat, 64)
		x, errX := strconv.ParseFloat(strings.TrimSpace(lon), 64)
		// Postcodes without a place stand at the north pole in the lookup.
		if !ok || errY != nil || errX != nil || !(y >= 49 && y <= 61 && x >= -9 && x <= 2.5) {
			bad++
			continue
		}
		into[p] = directory.Point{Lat: y, Lon: x}
	}
	return bad, sc.Err()
}
