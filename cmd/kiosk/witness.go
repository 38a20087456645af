package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"net"
	"time"

	"frontdoor/internal/cli"
	"frontdoor/kiosk/glass"
)

// openWitness tells a demonstration or a test what is on the glass, one JSON object a line.
// It exists only when a person started the kiosk with --witness, and it never blocks the
// kiosk: what cannot be told in a second is not told.
func openWitness(ctx context.Context, path string, log *slog.Logger) (tell func(glass.Seen), err error) {
	if path == "" {
		return nil, nil //nolint:nilnil // nobody watches
	}
	dialer := net.Dialer{Timeout: 5 * time.Second}
	conn, err := dialer.DialContext(ctx, "unix", path)
	if err != nil {
		return nil, cli.Mendf("nobody listens on the witness's socket %s: %v", path, err)
	}
	log.Warn("this kiosk tells a witness what is on its glass: for demonstrations only")
	enc := json.NewEncoder(conn)
	return func(s glass.Seen) {
		if err := conn.SetWriteDeadline(time.Now().Add(time.Second)); err != nil {
			return // the witness has gone
		}
		if err := enc.Encode(s); err != nil {
			log.Debug("the witness has gone", "err", err)
		}
	}, nil
}
