package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"path/filepath"

	"frontdoor/internal/durable"
	"frontdoor/kiosk"
)

// tries keeps the wrong PINs of staff in the kiosk's folder, so that pulling the plug gives nobody
// five more. The core waits for no disk: only the latest is kept, a moment later.
type tries struct {
	file   string
	log    *slog.Logger
	latest chan kiosk.Tries
}

// openTries returns those before this start; none where the file cannot be read.
func openTries(data string, log *slog.Logger) (*tries, kiosk.Tries) {
	t := &tries{file: filepath.Join(data, "pin.json"), log: log, latest: make(chan kiosk.Tries, 1)}
	var before kiosk.Tries
	b, err := durable.ReadSmall(t.file, 4<<10)
	if err != nil || json.Unmarshal(b, &before) != nil {
		return t, kiosk.Tries{}
	}
	return t, before
}

// keep is called by one goroutine.
func (t *tries) keep(n kiosk.Tries) {
	select {
	case <-t.latest:
	default:
	}
	t.latest <- n
}

func (t *tries) run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case n := <-t.latest:
			b, err := json.Marshal(n)
			if err == nil {
				err = durable.WriteFile(t.file, b, 0o600)
			}
			if err != nil {
				t.log.Warn("wrong PINs are not kept for the next start", "err", err)
			}
		}
	}
}
