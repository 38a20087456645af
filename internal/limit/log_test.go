package limit_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/internal/limit"
)

func TestCaseALogIsNotFilledByWhoeverAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b bytes.Buffer
		h := limit.Log(slog.NewTextHandler(&b, nil), 10, time.Minute)
		log, server := slog.New(h), slog.NewLogLogger(h.WithAttrs([]slog.Attr{slog.String("part", "server")}), slog.LevelInfo)
		for n := range 2000 {
			log.Warn("a batch is refused", "kiosk", "", "reason", fmt.Sprint(n))
			server.Printf("http: TLS handshake error from 192.0.2.1:%d: EOF", n)
		}
		log.Warn("a batch is refused", "kiosk", "demo-1")
		if n := strings.Count(b.String(), "\n"); n != 10+10+1 || !strings.Contains(b.String(), "demo-1") {
			t.Errorf("%d lines:\n%s", n, b.String())
		}
		b.Reset()
		time.Sleep(time.Minute)
		log.Warn("a batch is refused", "kiosk", "")
		if got := b.String(); !strings.Contains(got, "left_out_before=1990") {
			t.Errorf("a minute later: %s", got)
		}
	})
}
