// Package sounds makes the one sound of a kiosk: the bell with which a resident calls somebody.
//
// It is computed and not recorded, so that it needs no licence and no file: two calm notes, a
// third apart, that fade like a struck bell and carry through a room without startling it.
package sounds

import (
	"bytes"
	"encoding/binary"
	"math"
)

// Rate is the samples a second of Bell.
const Rate = 44100

// note is one of the two: when it is struck, and how high it is.
type note struct{ at, hz float64 }

// notes are an e and a c.
var notes = [...]note{{0, 659.26}, {0.32, 523.25}}

// lasts is how long the bell sounds, in seconds.
const lasts = 1.6

// Bell returns the sound as a WAV file: 16 bits, one channel.
func Bell() []byte {
	n := int(lasts * Rate)
	samples := make([]int16, n)
	for i := range samples {
		t, v := float64(i)/Rate, 0.0
		for _, x := range notes {
			if t < x.at {
				continue
			}
			since := t - x.at
			attack := math.Min(since/0.008, 1)
			// The partials of a small bell, the higher ones the sooner gone.
			v += attack * (0.6*math.Exp(-3.2*since)*math.Sin(2*math.Pi*x.hz*since) +
				0.25*math.Exp(-5.5*since)*math.Sin(2*math.Pi*2.0*x.hz*since) +
				0.12*math.Exp(-9*since)*math.Sin(2*math.Pi*2.98*x.hz*since))
		}
		end := math.Min((lasts-t)/0.05, 1)
		samples[i] = int16(math.Max(-1, math.Min(1, v*0.62*end)) * math.MaxInt16)
	}
	var b bytes.Buffer
	size := 2 * n
	b.WriteString("RIFF")
	for _, v := range []any{
		uint32(36 + size), []byte("WAVEfmt "), uint32(16), uint16(1), uint16(1), uint32(Rate), uint32(2 * Rate), uint16(2), uint16(16), //nolint:gosec // a second and a half
		[]byte("data"), uint32(size), samples, //nolint:gosec // the same
	} {
		if err := binary.Write(&b, binary.LittleEndian, v); err != nil {
			panic(err) // a buffer takes everything
		}
	}
	return b.Bytes()
}
