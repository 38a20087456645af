package dashboard_test

import (
	"strings"
	"testing"
	"time"

	"frontdoor/hub/store"
)

func TestCaseInvitedIsNotWithdrawn(t *testing.T) {
	page := text(t, &shelf{kiosks: []store.Kiosk{
		{Name: "demo-1", Site: "A", Invited: true},
		{Name: "demo-2", Site: "B"},
		{Name: "demo-3", Site: "C", Withdrawn: true, Heard: now.Add(-48 * time.Hour)},
		{Name: "demo-4", Site: "D", Withdrawn: true, Invited: true, Heard: now.Add(-48 * time.Hour)},
		{Name: "demo-5", Site: "E", Withdrawn: true},
	}})
	for _, want := range []string{
		"demo-1 A Version not known Invited, not enrolled yet never",
		"demo-2 B Version not known Its invitation ran out before it enrolled",
		"demo-3 C Version not known Its key was withdrawn Sat",
		"demo-4 D Version not known Its key was withdrawn, and it is invited again: not enrolled yet",
		"demo-5 E Version not known Its key was withdrawn never",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q:\n%s", want, page[max(0, strings.Index(page, "Kiosk Status")):])
		}
	}
}

func TestCaseCountsWithoutADayAreNotNothing(t *testing.T) {
	s := &shelf{kiosks: twoSites().kiosks, undated: 25}
	for _, path := range []string{"/", "/?period=all"} {
		_, html := get(t, s, path)
		page := strings.Join(strings.Fields(html), " ")
		if strings.Contains(page, "Nothing has been counted yet") || !strings.Contains(page, "25 visits, of all time, were counted while a kiosk’s clock was wrong") {
			t.Errorf("%s beside 25 visits without a day:\n%s", path, page)
		}
	}
}
