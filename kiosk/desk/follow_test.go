package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"testing"
	"time"

	"frontdoor/kiosk/desk"
	"frontdoor/kiosk/handoff"
)

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// follow lets a board follow a console, and gives what ends that.
func follow(t *testing.T, c *console, board *handoff.Board, key string) (stop func() error) {
	t.Helper()
	f, err := desk.NewFollower("https://"+c.host, key, c.pem, nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- f.Run(ctx, board) }()
	return func() error {
		cancel()
		return <-done
	}
}

// sees waits until a board is as a test wants it.
func sees(t *testing.T, b *handoff.Board, what string, ok func(handoff.Status) bool) {
	t.Helper()
	end := time.After(15 * time.Second)
	for {
		changed := b.Changed()
		if ok(b.Status("Upstairs")) {
			return
		}
		select {
		case <-changed:
		case <-end:
			t.Fatalf("the kiosk that follows does not see %s: %+v", what, b.Status("Upstairs"))
		}
	}
}

func TestAKioskThatFollowsIsAnsweredFromTheOneThatLeads(t *testing.T) {
	c := serve(t, desk.Options{})
	upstairs := handoff.NewBoard(handoff.Options{})
	defer upstairs.Close()
	key, err := c.devices.Add("Upstairs", true, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	stop := follow(t, c, upstairs, key)
	if upstairs.Status("Upstairs").Listening {
		t.Error("somebody listens before a console is open")
	}
	phone := c.paired(t, "Telephone")
	w := c.heard(t, phone)
	sees(t, upstairs, "that somebody listens", func(s handoff.Status) bool { return s.Listening && s.Console })
	if err := upstairs.Ask(handoff.Call{Kiosk: "Upstairs", Lang: "ur"}); err != nil {
		t.Fatal(err)
	}
	id := w.until(t, "the call", phase("alerted")).Calls[0].ID
	for _, step := range [][2]string{{"accept", "accepted"}, {"arrive", "here"}} {
		if status, text := c.answer(t, phone, `{"id":"`+id+`","answer":"`+step[0]+`"}`); status != http.StatusNoContent {
			t.Fatalf("%s gives %d: %s", step[0], status, text)
		}
		sees(t, upstairs, step[1], func(s handoff.Status) bool { return string(s.Request.Phase) == step[1] })
	}
	other := c.paired(t, "Second telephone")
	if status, _ := c.answer(t, other, `{"id":"`+id+`","answer":"accept"}`); status != http.StatusConflict {
		t.Errorf("the second who accepts is answered %d", status)
	}
	if status, text := c.answer(t, phone, `{"id":"`+id+`","answer":"done","outcome":"signposted"}`); status != http.StatusNoContent {
		t.Fatalf("done gives %d: %s", status, text)
	}
	w.until(t, "the end", phase("resolved"))
	if err := stop(); err != nil {
		t.Error(err)
	}
}

func TestAResidentIsToldWhenTheKioskThatLeadsIsSwitchedOff(t *testing.T) {
	c, off := switchable(t, desk.Options{})
	upstairs := handoff.NewBoard(handoff.Options{})
	defer upstairs.Close()
	key, err := c.devices.Add("Upstairs", true, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	stop := follow(t, c, upstairs, key)
	c.heard(t, c.paired(t, "Telephone"))
	sees(t, upstairs, "that somebody listens", func(s handoff.Status) bool { return s.Listening })
	if err := upstairs.Ask(handoff.Call{Kiosk: "Upstairs"}); err != nil {
		t.Fatal(err)
	}
	off()
	sees(t, upstairs, "that nobody answers", func(s handoff.Status) bool {
		return !s.Answering && s.Request.Phase == handoff.Asked
	})
	if err := stop(); err != nil {
		t.Error(err)
	}
}

func TestAKioskWhoseKeyWasWithdrawnIsToldSo(t *testing.T) {
	c := serve(t, desk.Options{})
	b := handoff.NewBoard(handoff.Options{})
	defer b.Close()
	f, err := desk.NewFollower("https://"+c.host, "no-such-key", c.pem, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Run(t.Context(), b); !errors.Is(err, desk.ErrRefused) {
		t.Errorf("it is told %v", err)
	}
}

// Two reports of a kiosk may change places on their way: the older one takes back nothing.
func TestAnOlderReportDoesNotTakeBackACall(t *testing.T) {
	c := serve(t, desk.Options{})
	key, err := c.devices.Add("Upstairs", true, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	phone := c.paired(t, "Telephone")
	w := c.heard(t, phone)
	upstairs := handoff.NewBoard(handoff.Options{})
	defer upstairs.Close()
	defer upstairs.Listen("Telephone")()
	if err := upstairs.Ask(handoff.Call{Kiosk: "Upstairs", Lang: "ur"}); err != nil {
		t.Fatal(err)
	}
	report := func(n int, requests []handoff.Request) {
		t.Helper()
		b, err := json.Marshal(map[string]any{"run": 7, "n": n, "requests": requests, "done": map[int64]string{}, "known": []string{"somebody else"}})
		if err != nil {
			t.Fatal(err)
		}
		q := request{method: "POST", path: "/site/sync", body: string(b), header: map[string]string{"Authorization": "Bearer " + key, "Origin": "", "Sec-Fetch-Site": ""}}
		if status, text, _ := c.send(t, q); status != http.StatusOK {
			t.Fatalf("a report is answered %d: %s", status, text)
		}
	}
	report(2, upstairs.Requests())
	w.until(t, "the call", phase("alerted"))
	report(1, []handoff.Request{})
	c.open(t, phone).until(t, "the call, after an older report", phase("alerted"))
	report(3, []handoff.Request{})
	w.until(t, "that it is over", func(s state) bool { return len(s.Calls) == 0 })
}
