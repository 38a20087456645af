package stick_test

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"filippo.io/age"

	"frontdoor/internal/enrol"
	"frontdoor/kiosk/delivery"
	"frontdoor/kiosk/delivery/stick"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/usage"
)

// put writes an invitation to a stick, as whoever made the stick would.
func put(t *testing.T, folder, name string, what any) {
	t.Helper()
	b, err := json.Marshal(what)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, stick.Root, stick.Invitations)
	if err := os.MkdirAll(path, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(path, name), b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// stranger returns the invitation of a hub of somebody's own.
func stranger(t *testing.T) enrol.StickInvitation {
	t.Helper()
	open, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	public, _, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	return enrol.StickInvitation{Code: "7K2Q", Membership: enrol.Membership{
		Kiosk: "mallory-1", Site: "Nowhere", Recipient: open.Recipient().String(), Hub: base64.RawURLEncoding.EncodeToString(public),
	}}
}

// counted returns a queue with an hour that waits.
func counted(t *testing.T, data string) *queue.Queue {
	t.Helper()
	q, err := queue.Open(t.Context(), filepath.Join(data, "queue.db"), queue.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := q.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := q.Add([]usage.Cell{{Dimension: usage.Visits, Value: usage.All, Count: 1}}, usage.HourOf(time.Now())); err != nil {
		t.Fatal(err)
	}
	if err := q.CloseOpen(); err != nil {
		t.Fatal(err)
	}
	return q
}

func TestCaseAPassersByStickEnrolsNoKiosk(t *testing.T) {
	evil := stranger(t)
	borough := enrol.Membership{Kiosk: "ash-1", Site: "Ash Library"}
	full := borough
	full.Recipient, full.Hub = stranger(t).Recipient, stranger(t).Hub
	for name, known := range map[string]*enrol.Enrolment{
		"a kiosk without a hub":                      nil,
		"a hub that takes nothing by stick":          {URL: "https://hub.example.org", Membership: borough},
		"a hub that was reached over a network only": {URL: "https://hub.example.org", Membership: full},
		"a hub that is reached by stick only":        {Membership: full},
	} {
		t.Run(name, func(t *testing.T) {
			folder, data := t.TempDir(), filepath.Join(t.TempDir(), "kiosk")
			q := counted(t, data)
			if known != nil {
				if err := delivery.Keep(data, *known); err != nil {
					t.Fatal(err)
				}
			}
			before, _ := os.ReadFile(filepath.Join(data, delivery.HubFile))
			put(t, folder, "mallory-1.json", evil)
			_, err := stick.Deliver(t.Context(), folder, data, "", "", q)
			var invited *stick.InvitedError
			if known == nil && (!errors.As(err, &invited) || !strings.Contains(err.Error(), evil.Fingerprint()) || !strings.Contains(err.Error(), "mallory-1 at Nowhere")) {
				t.Errorf("nobody is told whose hub it is: %v", err)
			}
			if _, err := stick.Adopt(folder, data, "", stranger(t).Fingerprint()); err == nil {
				t.Error("another hub's fingerprint adopts it")
			}
			if known != nil {
				if _, err := stick.Adopt(folder, data, "", evil.Fingerprint()); err == nil || !strings.Contains(err.Error(), "--leave") {
					t.Errorf("an enrolment is replaced, or the way is not told: %v", err)
				}
			}
			if after, _ := os.ReadFile(filepath.Join(data, delivery.HubFile)); string(after) != string(before) {
				t.Errorf("the kiosk's hub is now %s", after)
			}
			if requests, _ := filepath.Glob(filepath.Join(folder, stick.Root, stick.Requests, "*")); len(requests) > 0 {
				t.Errorf("%v was written", requests)
			}
			for _, f := range glob(t, filepath.Join(folder, stick.Root, stick.Counts, "*")) {
				if strings.Contains(f, "mallory") {
					t.Errorf("counts were written for a stranger: %s", f)
				}
			}
		})
	}
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestCaseAKioskThatLeftItsHubMayBeAdopted(t *testing.T) {
	folder, data := t.TempDir(), t.TempDir()
	i := stranger(t)
	if err := delivery.Keep(data, enrol.Enrolment{URL: "https://old.example.org", Membership: enrol.Membership{Kiosk: "ash-1", Site: "Ash Library"}}); err != nil {
		t.Fatal(err)
	}
	put(t, folder, "a.json", i)
	if was, had, err := delivery.Leave(data); err != nil || !had || was != "https://old.example.org" {
		t.Fatalf("%s, %v, %v", was, had, err)
	}
	if e, err := stick.Adopt(folder, data, "", i.Fingerprint()); err != nil || e.Kiosk != "mallory-1" {
		t.Errorf("%+v, %v", e, err)
	}
	if _, err := stick.Adopt(folder, data, "", i.Fingerprint()); err != nil {
		t.Errorf("the same once more, as after a lost stick: %v", err)
	}
}

func TestCaseNamesFromAStickLeadNowhere(t *testing.T) {
	for _, bad := range []string{"../../../kiosk2/desk/devices", "..", "a/b", "/etc/x", "A", "demo*", "a\x1b[2J", ""} {
		folder, data := t.TempDir(), t.TempDir()
		i := stranger(t)
		i.Kiosk = bad
		put(t, folder, "x.json", i)
		if _, err := stick.Adopt(folder, data, "", i.Fingerprint()); err == nil {
			t.Errorf("%q is adopted", bad)
		}
		if err := delivery.Keep(data, enrol.Enrolment{Membership: i.Membership}); err == nil {
			t.Errorf("%q is kept, as if a hub on a network had said it", bad)
		}
		if left := glob(t, filepath.Join(data, "*")); len(left) > 0 {
			t.Errorf("%q: %v", bad, left)
		}
	}
}

// enrolled makes a kiosk of a folder that is to write to a stick.
func enrolled(t *testing.T, data string) {
	t.Helper()
	if err := delivery.Keep(data, enrol.Enrolment{Membership: stranger(t).Membership}); err != nil {
		t.Fatal(err)
	}
}

// Links on a stick are neither written through nor followed: folders, files and the whole of it.
func TestCaseALinkOnAStickIsNotWrittenThrough(t *testing.T) {
	for name, trap := range map[string]func(t *testing.T, root, precious string){
		"the folder of counts": func(t *testing.T, root, precious string) {
			t.Helper()
			must(t, os.Symlink(filepath.Dir(precious), filepath.Join(root, stick.Counts)))
		},
		"a folder within the stick": func(t *testing.T, root, _ string) {
			t.Helper()
			must(t, os.Mkdir(filepath.Join(root, "elsewhere"), 0o755))
			must(t, os.Symlink("elsewhere", filepath.Join(root, stick.Counts)))
		},
		"the stick's own folder": func(t *testing.T, root, precious string) {
			t.Helper()
			must(t, os.Remove(root))
			must(t, os.Symlink(filepath.Dir(precious), root))
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder, data, home := t.TempDir(), t.TempDir(), t.TempDir()
			q := counted(t, data)
			enrolled(t, data)
			precious := filepath.Join(home, "precious.toml")
			must(t, os.WriteFile(precious, []byte("precious"), 0o600))
			root := filepath.Join(folder, stick.Root)
			must(t, os.Mkdir(root, 0o755))
			trap(t, root, precious)
			if said, err := stick.Deliver(t.Context(), folder, data, "", "", q); err == nil {
				t.Errorf("it says %q", said)
			}
			if all := glob(t, filepath.Join(home, "*")); len(all) != 1 {
				t.Errorf("written outside of the stick: %v", all)
			}
			if all := glob(t, filepath.Join(root, "elsewhere", "*")); len(all) > 0 {
				t.Errorf("written through a link: %v", all)
			}
		})
	}
	// A link in the place of a file is replaced, and what it names stays.
	folder, data := t.TempDir(), t.TempDir()
	precious := filepath.Join(t.TempDir(), "precious.toml")
	must(t, os.WriteFile(precious, []byte("precious"), 0o600))
	i := stranger(t)
	put(t, folder, "x.json", i)
	must(t, os.Mkdir(filepath.Join(folder, stick.Root, stick.Requests), 0o755))
	for _, n := range []string{"mallory-1.json", "mallory-1.json.part"} {
		must(t, os.Symlink(precious, filepath.Join(folder, stick.Root, stick.Requests, n)))
	}
	if _, err := stick.Adopt(folder, data, "", i.Fingerprint()); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(precious); err != nil || string(b) != "precious" {
		t.Errorf("the file holds %q, %v", b, err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A pipe would be waited for: none is opened, in the place of a file or of a folder.
func TestCaseAPipeOnAStickHoldsNobodyUp(t *testing.T) {
	for _, at := range []string{stick.Counts, stick.Answers, stick.Invitations, stick.Answers + "/mallory-1-0000000000000001.json", stick.Invitations + "/x.json", ""} {
		folder, data := t.TempDir(), t.TempDir()
		q := counted(t, data)
		if !strings.HasPrefix(at, stick.Invitations) {
			enrolled(t, data)
		}
		path := filepath.Join(folder, stick.Root, at)
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must(t, syscall.Mkfifo(path, 0o644))
		done := make(chan struct{})
		go func() {
			defer close(done)
			_, _ = stick.Deliver(t.Context(), folder, data, "", "", q) // what it says is not this test's
		}()
		select {
		case <-done:
		case <-time.After(5 * time.Second):
			t.Fatalf("a pipe at %q is waited for", at)
		}
	}
}

func TestCaseAKioskEndsWhileAStickIsSilent(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	silent := make(chan struct{})
	defer close(silent)
	ended := make(chan error, 1)
	go func() {
		ended <- stick.Within(ctx, time.Hour, func(context.Context) error { <-silent; return nil })
	}()
	stop()
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("it does not end")
	}
	if err := stick.Within(t.Context(), time.Millisecond, func(context.Context) error { <-silent; return nil }); !errors.Is(err, stick.ErrSlow) {
		t.Errorf("a silent stick: %v", err)
	}
}
