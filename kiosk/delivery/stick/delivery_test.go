package stick_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"filippo.io/age"

	"frontdoor/hub/carried"
	"frontdoor/hub/store"
	"frontdoor/hub/store/storetest"
	"frontdoor/internal/enrol"
	"frontdoor/kiosk/delivery/stick"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/usage"
)

// twoLooks is long enough for a kiosk to check whether a stick is in.
const twoLooks = 6 * time.Second

func openStore(t *testing.T) *store.SQLite {
	t.Helper()
	return storetest.Open(t)
}

// A kiosk that is never online is invited, enrolled and emptied with one stick.
func TestAKioskThatIsNeverOnlineIsServedByAStick(t *testing.T) {
	s := openStore(t)
	open, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	public, seal, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	keys := carried.Keys{Seal: seal, Open: open}
	if err := s.Offer(t.Context(), "Example Library", "demo-1", enrol.Digest("7K2Q"), time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	folder, data := t.TempDir(), filepath.Join(t.TempDir(), "kiosk")
	invitation := enrol.StickInvitation{Code: "7K2Q", Membership: enrol.Membership{
		Kiosk: "demo-1", Site: "Example Library", Recipient: open.Recipient().String(), Hub: base64.RawURLEncoding.EncodeToString(public),
	}}
	put(t, folder, "demo-1.json", invitation)
	q, err := queue.Open(t.Context(), filepath.Join(data, "queue.db"), queue.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	for range 3 {
		if err := q.Add([]usage.Cell{{Dimension: usage.Visits, Value: usage.All, Count: 1}}, usage.HourOf(time.Now())); err != nil {
			t.Fatal(err)
		}
		if err := q.CloseOpen(); err != nil {
			t.Fatal(err)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		// The stick is put in, and taken out again.
		d := stick.NewDelivery(q, stick.DeliveryOptions{Folder: folder, Data: data, Version: "0.1.0+573fe73"})
		ended := make(chan error, 1)
		go func() { ended <- d.Run(t.Context()) }()
		time.Sleep(twoLooks)
		synctest.Wait()
		if told, in := d.Told(); !in || told.Well || !told.Invited || !strings.Contains(told.Text, invitation.Fingerprint()) {
			t.Errorf("before anybody said yes, staff are told %+v", told)
		}
		if _, err := stick.Adopt(folder, data, "", strings.ToLower(invitation.Fingerprint())); err != nil {
			t.Fatal(err)
		}
		time.Sleep(twoLooks)
		synctest.Wait()
		if told, in := d.Told(); !in || !told.Well || told.Text != "3 hours of counts are on the stick." {
			t.Errorf("staff are told %+v", told)
		}
		if err := os.Rename(filepath.Join(folder, stick.Root), filepath.Join(folder, "away")); err != nil {
			t.Fatal(err)
		}
		time.Sleep(twoLooks)
		synctest.Wait()
		if told, in := d.Told(); in {
			t.Errorf("the stick is out, and staff are told %+v", told)
		}
		if err := os.Rename(filepath.Join(folder, "away"), filepath.Join(folder, stick.Root)); err != nil {
			t.Fatal(err)
		}
	})
	lines, err := carried.Read(t.Context(), folder, s, usage.NewVocabulary(usage.Known{}), keys, time.Now())
	if err != nil || len(lines) != 2 || !lines[0].OK || !lines[1].OK {
		t.Fatalf("%+v, %v", lines, err)
	}
	if kiosks, err := s.Kiosks(t.Context()); err != nil || len(kiosks) != 1 || kiosks[0].Version != "0.1.0+573fe73" {
		t.Errorf("the hub knows %+v, %v: want the version", kiosks, err)
	}
	if said, err := stick.Deliver(t.Context(), folder, data, "", "0.1.0+573fe73", q); err != nil || said != "0 hours of counts are on the stick." {
		t.Errorf("%s, %v", said, err)
	}
	if w, err := q.Waiting(); err != nil || w.Records != 0 {
		t.Errorf("%+v, %v", w, err)
	}
}
