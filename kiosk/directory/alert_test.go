package directory

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// officeHours is open from nine to five on working days.
func officeHours(t *testing.T) *Hours {
	t.Helper()
	return hours(t, map[string]string{"monday": "09:00-17:00", "tuesday": "09:00-17:00", "wednesday": "09:00-17:00", "thursday": "09:00-17:00", "friday": "09:00-17:00"})
}

func withNews(id string, h *Hours, alerts ...Alert) Service {
	return Service{
		ID: id, Needs: []string{"health/gp"}, Hours: h, Alerts: alerts,
		Location:  &Location{Address: []string{"1 Example Lane"}, Postcode: "QX1 6AN", Lat: 51.51, Lon: -0.07},
		Assurance: Assurance{Source: "example", VerifiedOn: Date{2026, time.November, 16}, ExpiresOn: Date{2027, time.November, 16}},
	}
}

func TestNewsIsToldWhileItHoldsAndSaysWhatTheDoorDoes(t *testing.T) {
	until := day(t, "2026-12-03") // a Thursday
	news := func(kind AlertKind) Alert { return Alert{Kind: kind, From: day(t, "2026-11-24"), Until: until} }
	old := news(AlertClosed)
	old.Assurance = &Assurance{Source: "example", ExpiresOn: day(t, "2026-11-25")}
	open := Opening{State: OpenNow, At: 1020, Day: time.Wednesday, Today: true}
	reopens := Opening{State: Closed, At: 540, Day: time.Friday, Ahead: 9, Date: day(t, "2026-12-04")}
	cases := map[string]struct {
		hours  *Hours
		alert  Alert
		at     string
		open   Opening
		told   bool
		coming bool
	}{
		"closed":                           {officeHours(t), news(AlertClosed), "2026-11-25 10:00", reopens, true, false},
		"closed, on its last day":          {officeHours(t), news(AlertClosed), "2026-12-03 23:59", Opening{State: Closed, At: 540, Day: time.Friday, Ahead: 1, Date: day(t, "2026-12-04")}, true, false},
		"closed, and over":                 {officeHours(t), news(AlertClosed), "2026-12-04 10:00", Opening{State: OpenNow, At: 1020, Day: time.Friday, Today: true}, false, false},
		"closed, to come":                  {officeHours(t), news(AlertClosed), "2026-11-23 18:00", Opening{State: Closed, At: 540, Day: time.Friday, Ahead: 11, Date: day(t, "2026-12-04")}, true, true},
		"closed, far away":                 {officeHours(t), news(AlertClosed), "2026-11-09 10:00", Opening{State: OpenNow, At: 1020, Day: time.Monday, Today: true}, false, false},
		"closed, of which hours are known": {nil, news(AlertClosed), "2026-11-25 10:00", Opening{State: Closed}, true, false},
		"closed, else day and night":       {&Hours{Always: true}, news(AlertClosed), "2026-11-25 10:00", Opening{State: Closed, Day: time.Friday, Ahead: 9, Date: day(t, "2026-12-04")}, true, false},
		"closed, else by appointment":      {&Hours{ByAppointment: true}, news(AlertClosed), "2026-11-25 10:00", Opening{State: Closed}, true, false},
		"other hours":                      {officeHours(t), news(AlertHours), "2026-11-25 10:00", Opening{State: HoursUnknown}, true, false},
		"by phone only":                    {officeHours(t), news(AlertPhone), "2026-11-25 10:00", Opening{State: PhoneOnly}, true, false},
		"moved":                            {officeHours(t), news(AlertMoved), "2026-11-25 10:00", open, true, false},
		"full":                             {officeHours(t), news(AlertFull), "2026-11-25 10:00", open, true, false},
		"closed, and never looked at":      {officeHours(t), old, "2026-11-25 10:00", Opening{State: HoursUnknown}, true, false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			a := (&Directory{}).answer(withNews("a", c.hours, c.alert), 480, at(t, c.at))
			if a.Open != c.open {
				t.Errorf("%+v, want %+v", a.Open, c.open)
			}
			if told := len(a.News) == 1; told != c.told {
				t.Fatalf("told %v, want %v", told, c.told)
			}
			if c.told && (a.News[0].Start != Date{}) != c.coming {
				t.Errorf("%+v; to come: %v", a.News[0], c.coming)
			}
			if a.Service.Alerts != nil {
				t.Error("what is over is still in the answer")
			}
		})
	}
}

func TestNobodyIsSentToWhereAPlaceWas(t *testing.T) {
	moved := withNews("moved", officeHours(t), Alert{Kind: AlertMoved, Until: Date{2026, time.December, 3}})
	full := withNews("full", officeHours(t), Alert{Kind: AlertFull, Until: Date{2026, time.December, 3}})
	stays := withNews("stays", officeHours(t))
	stays.Location.Lat += 0.005 // further away
	d, err := New(NewMemory([]Service{moved, full, stays}, nil))
	if err != nil {
		t.Fatal(err)
	}
	from := Point{51.51, -0.07}
	q := Query{Need: "health/gp", From: &from, Now: at(t, "2026-11-25 10:00")}
	found, err := d.Find(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	order := ""
	for _, a := range found.Answers {
		order += a.Service.ID + " "
		if a.Service.ID != "moved" {
			continue
		}
		if a.Metres >= 0 || a.Walk >= 0 || a.Service.Location.Postcode != "" || len(a.Service.Location.Address) > 0 || a.Service.Location.Lat != 0 {
			t.Errorf("its old place is said: %+v, %d metres", a.Service.Location, a.Metres)
		}
	}
	if order != "stays moved full " {
		t.Errorf("in the order %s", order)
	}
	q.Filters = []Filter{FilterOpen}
	q.Now = at(t, "2026-12-04 10:00") // all of it is over
	if found, err = d.Find(t.Context(), q); err != nil || len(found.Answers) != 3 || found.Answers[0].Metres != 0 {
		t.Errorf("%+v, %v", found, err)
	}
}

// Whatever the news and the moment, a door that is known to be closed is never said to be
// open, and what is over changes nothing.
func TestNewsNeverOpensADoor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		near := Date{2026, time.November, 24}
		date := func(label string) Date { return near.addDays(rapid.IntRange(-20, 20).Draw(t, label)) }
		h := &Hours{}
		for d := range 7 {
			h.Week[d] = []Span{drawSpan(t)}
		}
		a := Alert{Kind: rapid.SampledFrom([]AlertKind{AlertClosed, AlertMoved, AlertHours, AlertPhone, AlertFull}).Draw(t, "kind"), From: date("from"), Until: date("until")}
		if rapid.Bool().Draw(t, "expires") {
			a.Assurance = &Assurance{Source: "example", ExpiresOn: date("expires")}
		}
		now := near.midnight().Add(time.Duration(rapid.IntRange(0, midnight-1).Draw(t, "minute")) * time.Minute)
		with, without := (&Directory{}).answer(withNews("a", h, a), 0, now), (&Directory{}).answer(withNews("a", h), 0, now)
		holds := within(near, a.From, a.Until)
		door := a.Kind == AlertClosed || a.Kind == AlertHours || a.Kind == AlertPhone
		night := a.From == near && a.Kind == AlertClosed // what began yesterday runs to its end
		if open := openVerdict(with.Open.State) == Meets; open && holds && door && !night {
			t.Fatalf("%+v with %+v", with.Open, a)
		}
		if over := a.Until.addDays(1).Before(near); over && with.Open != without.Open { // a night that was left out may run into the day after
			t.Fatalf("%+v with %+v, %+v without", with.Open, a, without.Open)
		}
		for _, n := range with.News {
			if n.Until.Before(near) {
				t.Fatalf("it is over and told: %+v", n)
			}
		}
	})
}
