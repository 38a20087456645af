package openreferral

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdoor/kiosk/directory"
)

// opens says what is known of a service's hours at a moment in London: "open", "closed 2026-12-08".
func opens(t *testing.T, s directory.Service, moment string) string {
	t.Helper()
	at, err := time.Parse(time.RFC3339, strings.Replace(moment, " ", "T", 1)+":00Z")
	if err != nil {
		t.Fatal(err)
	}
	o := directory.OpeningAt(s.Hours, at)
	return strings.TrimSpace(fmt.Sprint(o.State) + " " + o.Date.String())
}

// whenever is a service with schedules and whatever else there is to say of its hours.
func whenever(fields string) string { return counselling(", " + fields) }

const ten = `"opens_at": "10:00", "closes_at": "12:00"`

func TestCaseEveryFieldOfAScheduleIsReadOrMakesItsHoursUnknown(t *testing.T) {
	one := func(fields string) string { return whenever(`"schedules": [{` + fields + `, ` + ten + `}]`) }
	for name, c := range map[string]struct{ text, at, want string }{
		"over since until":                {one(`"freq": "WEEKLY", "byday": "MO", "dtstart": "2024-01-08", "until": "2024-03-25"`), "2026-11-30 11:00", "unknown"},
		"until as iCalendar has it":       {one(`"byday": "MO", "until": "20240325T235959Z"`), "2026-11-30 11:00", "unknown"},
		"the sooner of two ends":          {one(`"byday": "MO", "until": "2026-10-05", "valid_to": "2027-10-05"`), "2026-11-30 11:00", "unknown"},
		"six times":                       {one(`"byday": "MO", "dtstart": "2024-01-08", "count": 6`), "2026-11-30 11:00", "unknown"},
		"six times, in words":             {one(`"byday": "MO", "dtstart": "2024-01-08", "count": "6"`), "2026-11-30 11:00", "unknown"},
		"some weeks of the year":          {one(`"byday": "MO", "byweekno": "1,2,3"`), "2026-11-30 11:00", "unknown"},
		"weeks as a list":                 {one(`"byday": "MO", "byweekno": [1, 2, 3]`), "2026-11-30 11:00", "unknown"},
		"a day of the year":               {one(`"byday": "MO", "byyearday": 40`), "2026-11-30 11:00", "unknown"},
		"a field of a later version":      {one(`"byday": "MO", "bysetpos": -1`), "2026-11-30 11:00", "unknown"},
		"months":                          {one(`"byday": "MO", "bymonth": "1,2"`), "2026-11-30 11:00", "unknown"},
		"the second Tuesday":              {one(`"freq": "MONTHLY", "byday": "TU", "bymonthday": "8,9,10,11,12,13,14"`), "2026-11-30 11:00", "closed 2026-12-08"},
		"the second Tuesday, as a list":   {one(`"freq": "MONTHLY", "byday": ["TU"], "bymonthday": [8, 9, 10, 11, 12, 13, 14]`), "2026-11-30 11:00", "closed 2026-12-08"},
		"the last Friday":                 {one(`"freq": "MONTHLY", "byday": "FR", "bymonthday": "-7,-6,-5,-4,-3,-2,-1"`), "2026-11-23 11:00", "closed 2026-11-27"},
		"Friday the thirteenth":           {one(`"freq": "MONTHLY", "byday": "FR", "bymonthday": "13"`), "2026-11-30 11:00", "unknown"},
		"days of a month in a week":       {one(`"freq": "WEEKLY", "byday": "TH", "bymonthday": "2,3"`), "2026-11-30 11:00", "unknown"},
		"weeks from Sunday":               {one(`"interval": 2, "byday": "SU,MO", "wkst": "SU", "dtstart": "2026-11-01"`), "2026-11-30 11:00", "unknown"},
		"weeks from Sunday, every week":   {one(`"byday": "MO", "wkst": "SU"`), "2026-11-30 11:00", "open"},
		"weeks from Monday":               {one(`"interval": 2, "byday": "MO", "wkst": "MO", "dtstart": "2026-11-02"`), "2026-11-30 11:00", "open"},
		"an interval in words":            {one(`"interval": "two", "byday": "MO", "dtstart": "2026-11-02"`), "2026-11-30 11:00", "unknown"},
		"half an interval":                {one(`"interval": 1.5, "byday": "MO", "dtstart": "2026-11-02"`), "2026-11-30 11:00", "unknown"},
		"another zone":                    {one(`"byday": "MO", "timezone": 5`), "2026-11-30 11:00", "unknown"},
		"London's zone":                   {one(`"byday": "MO", "timezone": "Europe/London", "schedule_link": "http://example.org", "service_id": "1"`), "2026-11-30 11:00", "open"},
		"an end as databases write it":    {one(`"byday": "MO", "valid_from": "2024-07-22 00:00:00", "valid_to": "2024-08-30 00:00:00"`), "2026-11-30 11:00", "unknown"},
		"an end that cannot be read":      {one(`"byday": "MO", "valid_to": "30/08/2024"`), "2026-11-30 11:00", "unknown"},
		"an end of two readings":          {one(`"byday": "MO", "valid_to": "05/06/2027"`), "2026-11-30 11:00", "unknown"},
		"an end that is a year":           {one(`"byday": "MO", "valid_to": "2024"`), "2026-11-30 11:00", "unknown"},
		"an end that is an object":        {one(`"byday": "MO", "valid_to": {"date": "2024-08-30"}`), "2026-11-30 11:00", "unknown"},
		"it ends before it begins":        {one(`"byday": "MO", "valid_from": "2026-12-01", "valid_to": "2026-11-01"`), "2026-11-30 11:00", "unknown"},
		"the other fortnight":             {one(`"interval": 2, "byday": "MO", "dtstart": "2026-10-11T23:00:00Z"`), "2026-11-30 11:00", "closed 2026-12-07"},
		"the last day, as a moment":       {one(`"byday": "TU", "valid_from": "2026-06-01", "valid_to": "2026-10-19T23:00:00Z"`), "2026-10-20 09:30", "open"},
		"after the last day":              {one(`"byday": "TU", "valid_from": "2026-06-01", "valid_to": "2026-10-19T23:00:00Z"`), "2026-10-27 11:00", "unknown"},
		"a start that cannot be read":     {one(`"byday": "MO", "dtstart": "next spring"`), "2026-11-30 11:00", "unknown"},
		"a day off that cannot be read":   {one(`"byday": "MO", "except": "Christmas"`), "2026-11-30 11:00", "unknown"},
		"in term only":                    {one(`"byday": "MO", "description": "Term-time only"`), "2026-11-30 11:00", "unknown"},
		"words that bound nothing":        {one(`"byday": "MO", "description": "Open every Monday, 10am to 12 noon"`), "2026-11-30 11:00", "open"},
		"a note that bounds":              {one(`"byday": "MO", "notes": "We are closed in August"`), "2026-11-30 11:00", "unknown"},
		"midnight to midnight":            {whenever(`"schedules": [{"byday": "MO", "opens_at": "00:00", "closes_at": "00:00"}]`), "2026-11-30 11:00", "unknown"},
		"midnight to 24:00, every day":    {whenever(`"schedules": [{"byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00", "closes_at": "24:00"}]`), "2026-11-30 23:59", "always"},
		"to 23:59, every day":             {whenever(`"schedules": [{"byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00", "closes_at": "23:59"}]`), "2026-11-30 23:59", "always"},
		"one of two without times":        {whenever(`"schedules": [{"byday": "MO", ` + ten + `}, {"byday": "TU", "description": "Times change, ring us"}]`), "2026-12-08 15:00", "unknown"},
		"one of two without times at all": {whenever(`"schedules": [{"byday": "MO", ` + ten + `}, {"byday": "TU", "opens_at": "", "closes_at": null}]`), "2026-12-08 15:00", "unknown"},
		"one of two with half a time":     {whenever(`"schedules": [{"byday": "MO", ` + ten + `}, {"byday": "TU", "opens_at": "10:00"}]`), "2026-12-08 15:00", "unknown"},
		"a schedule of ids":               {whenever(`"schedules": [{"byday": "MO", ` + ten + `}, {"id": "x", "service_id": "1"}]`), "2026-11-30 11:00", "open"},
		"closed for a week":               {whenever(`"schedules": [{"byday": "MO", ` + ten + `}], "holiday_schedules": [{"closed": true, "start_date": "2999-12-07", "end_date": "2999-12-14"}]`), "2999-12-09 11:00", "closed 2999-12-16"},
		"other hours for a week":          {whenever(`"schedules": [{"byday": "MO", ` + ten + `}], "holiday_schedules": [{"closed": false, ` + ten + `, "start_date": "2999-12-07", "end_date": "2999-12-14"}]`), "2026-11-30 11:00", "unknown"},
		"a holiday that cannot be read":   {whenever(`"schedules": [{"byday": "MO", ` + ten + `}], "holiday_schedules": [{"closed": true, "start_date": "Christmas"}]`), "2026-11-30 11:00", "unknown"},
		"a holiday that is over":          {whenever(`"schedules": [{"byday": "MO", ` + ten + `}], "holiday_schedules": [{"closed": false, "start_date": "2020-12-07", "end_date": "2020-12-14"}]`), "2026-11-30 11:00", "open"},
		"no appointment needed":           {one(`"byday": "MO", "attending_type": "No appointment needed, just drop in"`), "2026-11-30 11:00", "open"},
		"without booking":                 {one(`"byday": "MO", "attending_type": "Booking not required"`), "2026-11-30 11:00", "open"},
		"in person":                       {one(`"byday": "MO", "attending_type": "in_person"`), "2026-11-30 11:00", "open"},
		"by appointment":                  {one(`"byday": "MO", "attending_type": "By appointment only"`), "2026-11-30 11:00", "appointment"},
		"an appointment":                  {one(`"byday": "MO", "attending_type": "appointment"`), "2026-11-30 11:00", "appointment"},
		"booking required":                {one(`"byday": "MO", "attending_type": "Booking required"`), "2026-11-30 11:00", "appointment"},
		"one or the other":                {one(`"byday": "MO", "attending_type": "Drop in or by appointment"`), "2026-11-30 11:00", "unknown"},
	} {
		got, report := read(t, c.text)
		if len(got) != 1 {
			t.Fatalf("%s: %s", name, report)
		}
		if said := opens(t, got[0], c.at); said != c.want {
			t.Errorf("%s: at %s it is %q, not %q; %s", name, c.at, said, c.want, report)
		}
		if got[0].Hours == nil && !strings.Contains(report, "nothing is known of the hours") {
			t.Errorf("%s: nobody is told that its hours are not known: %s", name, report)
		}
	}
}

// A clinic in a library is not open as long as the library is.
func TestCaseTheServicesOwnHoursComeBeforeTheBuildings(t *testing.T) {
	building := `"schedules": [{"byday": "MO,TU,WE,TH,FR,SA", "opens_at": "09:00", "closes_at": "20:00"}]`
	clinic := `"schedules": [{"byday": "TU", ` + ten + `}]`
	vague := `"schedules": [{"byday": "TU", "description": "Times change"}]`
	at := func(own, service string) string {
		return counselling(`, "service_at_locations": [{` + own + ` "location": {"addresses": [{"address_1": "The Library", "postal_code": "E1 6AN"}], ` + building + `}}]` + service)
	}
	for name, c := range map[string]struct{ text, want string }{
		"said of the service there":         {at(clinic+",", ""), "closed 2026-12-01"},
		"said of the service":               {at("", ", "+clinic), "closed 2026-12-01"},
		"there before anywhere":             {at(clinic+",", `, "schedules": [{"byday": "MO", "opens_at": "09:00", "closes_at": "20:00"}]`), "closed 2026-12-01"},
		"said vaguely of the service":       {at("", ", "+vague), "unknown"},
		"said vaguely of the service there": {at(vague+",", ", "+clinic), "unknown"},
		"said of the building only":         {at("", ""), "open"},
		"version 1":                         {counselling(`, "regular_schedules": [{"weekday": "Tuesday", ` + ten + `}], "locations": [{"address_1": "The Library", "postal_code": "E1 6AN", ` + building + `}]`), "closed 2026-12-01"},
	} {
		got, report := read(t, c.text)
		if len(got) != 1 {
			t.Fatalf("%s: %s", name, report)
		}
		if said := opens(t, got[0], "2026-11-30 11:00"); said != c.want {
			t.Errorf("%s: it is %q, not %q; %s", name, said, c.want, report)
		}
	}
}
