package locales

import "testing"

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := Open(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFirstWordOfALanguage(b *testing.B) {
	for b.Loop() {
		c, err := Open()
		if err != nil {
			b.Fatal(err)
		}
		c.Printer("bn").T("frame.person")
	}
}
