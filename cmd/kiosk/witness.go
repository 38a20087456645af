package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"net"
	"time"

	"frontdoor/kiosk/glass"
)

// witness tells a demonstration or a test what stands on the glass, one JSON object a line.
// It exists only when a person started the kiosk with --witness, and it never blocks the
// kiosk: what cannot be told in a second is not told.
func witness(ctx context.Context, path string, log *slog.Logger) (tell func(glass.Seen), err error) {
	dialer := net.Dialer{Timeout: 5 * time.Second}
	conn, err := dialer.DialContext(ctx, "unix", path)
	if err != nil {
		return nil, mendf("nobody listens on the witness's socket %s: %v", path, err)
	}
	log.Warn("this kiosk tells a witness what stands on its glass: for demonstrations only")
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
