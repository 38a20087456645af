package openreferral

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdoor/kiosk/content/intake"
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

// A pager is an API with pages of two that counts from 0.
type pager struct {
	t     *testing.T
	first string // how a page says that it is the first; empty for one that does not
	total int
}

func (p pager) Page(_ context.Context, n int) ([]byte, error) {
	var out []string
	for i := n * 2; i < min(n*2+2, 5); i++ {
		out = append(out, fmt.Sprintf(`{"id": "s%d", "name": "Club %d", "schedules": []}`, i, i))
	}
	said := fmt.Sprintf(`"totalElements": %d`, p.total)
	if p.first != "" {
		said += fmt.Sprintf(`, %q: %t`, p.first, n == 0)
	}
	return fmt.Appendf(nil, `{%s, "content": [%s]}`, said, strings.Join(out, ",")), nil
}

func (p pager) Service(context.Context, string) ([]byte, error) { return nil, ErrNone }

type nowhere struct{}

func (nowhere) Load(string) ([]byte, bool) { return nil, false }
func (nowhere) Save(string, []byte) error  { return nil }

func TestCasePagesThatCountFromNoughtAreAllRead(t *testing.T) {
	for name, p := range map[string]pager{"said in camel case": {t, "first", 5}, "said": {t, "first_page", 5}, "not said, but the total is": {t, "", 5}} {
		report := &intake.Report{}
		got, err := Collect(t.Context(), p, nowhere{}, report)
		if err != nil || got.Len() != 5 || len(report.Entries()) != 0 {
			t.Errorf("%s: %d services, %v, %v", name, got.Len(), err, report.Entries())
		}
	}
}

func TestCaseMeaningIsReadOrNotKnown(t *testing.T) {
	here := `, "service_at_locations": [{"location": {"addresses": [{"address_1": "21 Market Row", "postal_code": "E1 6AN"}]}}]`
	phone := func(fields string) string {
		return counselling(here + `, "contacts": [{"phones": [{` + fields + `}]}]`)
	}
	cost := func(options string) string { return counselling(here + `, ` + options) }
	numbers := func(s directory.Service) string {
		var all []string
		for _, p := range s.Phones {
			all = append(all, strings.Trim(p.Number+" "+p.Use+" "+p.Word, " "))
		}
		return strings.Join(all, "; ")
	}
	limits := func(s directory.Service) string {
		if s.Eligibility == nil {
			return "none"
		}
		return fmt.Sprint(s.Eligibility.MinAge, s.Eligibility.MaxAge)
	}
	for name, c := range map[string]struct {
		text string
		said func(s directory.Service) string
		want string
	}{
		"a number for texts without a word":  {phone(`"number": "07700 900123", "type": "text"`), numbers, ""},
		"a sentence is no word":              {phone(`"number": "07700 900123", "type": "text", "description": "Messages are read on weekdays"`), numbers, ""},
		"a word to send":                     {phone(`"number": "+44 7700 900123", "type": "Text", "description": "HELP"`), numbers, "07700 900123 text HELP"},
		"a word within its sentence":         {phone(`"number": "85258", "type": "sms", "description": "Text SHOUT to 85258"`), numbers, "85258 text SHOUT"},
		"a fax":                              {phone(`"number": "020 7946 0999", "type": "Fax"`), numbers, ""},
		"a minicom":                          {phone(`"number": "020 7946 0999", "type": "minicom"`), numbers, ""},
		"a textphone, as it is described":    {phone(`"number": "020 7946 0999", "type": "voice", "description": "Minicom"`), numbers, ""},
		"a fax in the number":                {phone(`"number": "Fax 020 7946 0999"`), numbers, ""},
		"Childline":                          {phone(`"number": "0800 1111"`), numbers, "0800 1111"},
		"Brussels":                           {phone(`"number": "+32 2 123 45 67"`), numbers, ""},
		"an amount of nothing":               {cost(`"cost_options": [{"option": "Free", "amount": 0}]`), costs, "free"},
		"for some":                           {cost(`"cost_options": [{"option": "For under 5s", "amount": 0}]`), costs, "not known"},
		"in words":                           {cost(`"cost_options": [{"amount": 0, "amount_description": "Donations welcome"}]`), costs, "not known"},
		"until it ended":                     {cost(`"cost_options": [{"option": "Free", "valid_to": "2020-12-31", "amount": 0}]`), costs, "not known"},
		"from a day to come":                 {cost(`"cost_options": [{"option": "Free", "valid_from": "2999-12-31", "amount": 0}]`), costs, "not known"},
		"beside fees":                        {cost(`"cost_options": [{"amount": 0}], "fees": "£12 a session"`), costs, "not known"},
		"two ranges":                         {counselling(here + `, "eligibilitys": [{"minimum_age": 0, "maximum_age": 5}, {"minimum_age": 18}]`), limits, "none"},
		"two ranges from five":               {counselling(here + `, "eligibilitys": [{"minimum_age": 60}, {"minimum_age": 5, "maximum_age": 11}]`), limits, "none"},
		"ranges that touch":                  {counselling(here + `, "eligibilitys": [{"minimum_age": 5, "maximum_age": 11}, {"minimum_age": 12, "maximum_age": 16}]`), limits, "5 16"},
		"half a year":                        {counselling(here + `, "minimum_age": 0, "maximum_age": 0.5`), limits, "0 1"},
		"to two and a half":                  {counselling(here + `, "minimum_age": 0.5, "maximum_age": 2.5`), limits, "0 3"},
		"an age that is none":                {counselling(here + `, "minimum_age": "adults"`), limits, "none"},
		"pol":                                {counselling(here + `, "languages": [{"code": "pol", "name": "Polish"}, {"code": "BN"}]`), func(s directory.Service) string { return fmt.Sprint(s.Languages) }, "[bn pl]"},
		"a name from the web":                {strings.Replace(counselling(here+`, "description": "<p>Come &amp; play.</p>&nbsp;"`), `"name": "Counselling"`, `"name": "Mums &amp; Tots"`, 1), func(s directory.Service) string { return s.Name + "|" + s.Description.Text }, "Mums & Tots|Come & play."},
		"degrees of another town":            {counselling(`, "service_at_locations": [{"location": {"latitude": 53.4808, "longitude": -2.2426, "addresses": [{"postal_code": "E1 6AN"}]}}]`), func(s directory.Service) string { return fmt.Sprint(s.Location.Lat, s.Location.Lon) }, "51.5 -0.07"},
		"degrees of the door":                {counselling(`, "service_at_locations": [{"location": {"latitude": 51.501, "longitude": -0.071, "addresses": [{"postal_code": "E1 6AN"}]}}]`), func(s directory.Service) string { return fmt.Sprint(s.Location.Lat, s.Location.Lon) }, "51.501 -0.071"},
		"an address for letters":             {counselling(`, "service_at_locations": [{"location": {"addresses": [{"address_1": "PO Box 12", "postal_code": "E1 6AN", "address_type": "Postal"}]}}]`), func(s directory.Service) string { return fmt.Sprint(s.Location == nil) }, "true"},
		"nowhere":                            {counselling(`, "service_at_locations": [{"location": {"location_type": "Virtual", "addresses": [{"address_1": "Head Office", "postal_code": "E1 6AN"}]}}]`), func(s directory.Service) string { return fmt.Sprint(s.Location == nil) }, "true"},
		"one place, twice":                   {counselling(here + `, "locations": [{"addresses": [{"address_1": "21 Market Row", "postal_code": "E1 6AN"}]}]`), func(s directory.Service) string { return s.Location.Postcode }, "E1 6AN"},
		"an address that begins in capitals": {counselling(here + `, "url": "Https://https://www.example.org/help/"`), func(s directory.Service) string { return s.URL }, "www.example.org/help"},
	} {
		got, report := read(t, c.text)
		if len(got) != 1 || c.said(got[0]) != c.want {
			t.Errorf("%s: %+v, not %s; %s", name, got, c.want, report)
		}
	}
	// A day that cannot be read is not the feed's.
	for _, day := range []string{`"assured_date": "01/05/2026"`, `"assured_date": "2999-05-01"`} {
		if got, report := read(t, strings.Replace(counselling(here), `"assured_date": "2026-11-01"`, day, 1)); len(got) != 0 {
			t.Errorf("%s: %+v, %s", day, got[0].Assurance, report)
		}
	}
	if got, _ := read(t, strings.Replace(counselling(here), `"2026-11-01"`, `"2026-05-01 10:00:00"`, 1)); len(got) != 1 || got[0].Assurance.VerifiedOn.String() != "2026-05-01" {
		t.Errorf("%+v", got)
	}
	// Ids stay unique.
	got, report := read(t, "["+counselling(here)+","+strings.Replace(strings.Replace(counselling(here), `"id": "1"`, `"id": ""`, 1), `"Counselling"`, `"1"`, 1)+"]")
	if len(got) != 2 || got[0].ID == got[1].ID {
		t.Errorf("%+v, %s", got, report)
	}
}

func costs(s directory.Service) string {
	if s.Cost == nil {
		return "not known"
	}
	return map[bool]string{true: "free", false: s.Cost.Note}[s.Cost.Free]
}
