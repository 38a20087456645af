package kiosk_test

import (
	"testing"
	"time"

	"frontdoor/kiosk"
	"frontdoor/kiosk/clock"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
)

// On a kiosk whose clock is evidently wrong, no door is said to be open, every fact has to be
// checked, the glass promises no one at a desk, and no clock is shown.
func TestCaseAWrongClockPromisesNothing(t *testing.T) {
	for name, wrong := range map[string]time.Time{
		"1970": time.Unix(36000, 0), "2016": time.Date(2016, time.June, 6, 10, 0, 0, 0, time.UTC), "2106": time.Date(2106, time.June, 7, 10, 0, 0, 0, time.UTC),
		"before its facts": time.Date(2026, time.February, 2, 10, 0, 0, 0, time.UTC), // not set since its battery was empty
	} {
		t.Run(name, func(t *testing.T) {
			judge := clock.NewJudge(func() time.Duration { return 0 })
			opts := kiosk.Options{Now: func() time.Time { return wrong }, Clock: judge}
			stand(t, opts, func(s *screen, do func(journey.Kind, ...string) glass.View) {
				v := toResults(do)
				list := on[glass.Results](t, v)
				if len(list.Answers) == 0 {
					t.Fatal("nothing is listed")
				}
				for _, a := range list.Answers {
					if handoff.Answers(a.Open) && a.Open.State != "always" || a.Open.State == "closed" || !a.Trust.Stale {
						t.Errorf("%s: %v, to be checked %v", a.Service.ID, a.Open, a.Trust.Stale)
					}
				}
				s.now()
				if v = do(journey.PickService, list.Answers[0].Service.ID); v.Offer.Best == handoff.Desk || v.Clock != glass.NoClock {
					t.Errorf("promised is %v, and the clock shows %v", v.Offer.Best, v.Clock)
				}
				if a := on[glass.Service](t, v).Answer; a == nil || !a.Trust.Stale {
					t.Errorf("the service's page says %+v", a)
				}
			})
			if judge.Doubt(wrong) == "" {
				t.Error("staff are told nothing")
			}
		})
	}
}
