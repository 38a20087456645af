package pack

import (
	"strings"

	"frontdoor/kiosk/directory"
)

// behind is what follows an id in a packed entry: whether it is placed (1), astray (2) or
// hidden (3), and where.
const behind = 1 + 8

// encodeEntries packs entries, which are in the order of their ids: how many bytes of the id
// are those of the one before, how many follow, these, and what is behind them.
func encodeEntries(entries []directory.Entry) []byte {
	var v []byte
	before := ""
	for _, e := range entries {
		placed := byte(0)
		switch {
		case e.Placed:
			placed = 1
		case e.Astray:
			placed = 2
		case e.Hidden:
			placed = 3
		}
		same := 0
		for same < len(before) && same < len(e.ID) && before[same] == e.ID[same] {
			same++
		}
		v = append(v, byte(same), byte(len(e.ID)-same))
		v = append(v, e.ID[same:]...)
		v = append(v, placed)
		v = appendPoint(v, e.At)
		before = e.ID
	}
	return v
}

// packedEntry returns the parts of the first entry, and what follows it.
func packedEntry(v []byte) (same int, more, facts, rest []byte, ok bool) {
	if len(v) < 2 || len(v) < 2+int(v[1])+behind {
		return 0, nil, nil, nil, false
	}
	id := 2 + int(v[1])
	return int(v[0]), v[2:id], v[id : id+behind], v[id+behind:], true
}

func decodeEntries(v []byte) ([]directory.Entry, error) {
	n, length := 0, 0
	for rest, last := v, 0; len(rest) > 0; n++ {
		same, more, _, after, ok := packedEntry(rest)
		if !ok || same > last {
			return nil, ErrDamaged
		}
		last = same + len(more)
		length += last
		rest = after
	}
	var ids strings.Builder // all of them in one piece
	ids.Grow(length)
	entries := make([]directory.Entry, 0, n)
	before := ""
	for len(v) > 0 {
		same, more, facts, rest, _ := packedEntry(v)
		at := ids.Len()
		ids.WriteString(before[:same])
		ids.Write(more)
		before = ids.String()[at:]
		entries = append(entries, directory.Entry{ID: before, Placed: facts[0] == 1, Astray: facts[0] == 2, Hidden: facts[0] == 3, At: point(facts[1:])})
		v = rest
	}
	return entries, nil
}
