package sounds_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"

	"frontdoor/assets/sounds"
)

func TestTheBellIsALoudAndCalmSound(t *testing.T) {
	b := sounds.Bell()
	if !bytes.HasPrefix(b, []byte("RIFF")) || string(b[8:16]) != "WAVEfmt " || int(binary.LittleEndian.Uint32(b[4:]))+8 != len(b) ||
		int(binary.LittleEndian.Uint32(b[40:]))+44 != len(b) {
		t.Fatalf("no WAV file: %q", b[:44])
	}
	samples := make([]int16, (len(b)-44)/2)
	if err := binary.Read(bytes.NewReader(b[44:]), binary.LittleEndian, samples); err != nil {
		t.Fatal(err)
	}
	peak, step := 0.0, 0.0
	for i, s := range samples {
		peak = math.Max(peak, math.Abs(float64(s)))
		if i > 0 {
			step = math.Max(step, math.Abs(float64(s)-float64(samples[i-1])))
		}
	}
	if peak < 0.5*math.MaxInt16 || peak >= math.MaxInt16 {
		t.Errorf("it is as loud as %.2f: too soft, or clipped", peak/math.MaxInt16)
	}
	if step > 0.3*math.MaxInt16 || samples[0] != 0 || math.Abs(float64(samples[len(samples)-1])) > 100 {
		t.Errorf("it clicks: a step of %.2f", step/math.MaxInt16)
	}
}
