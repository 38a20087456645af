package main

import (
	"fmt"
	"strings"
	"testing"
)

// A cell that nobody understands must not publish a refuge.
func TestCaseSecrecyOfATableFailsClosed(t *testing.T) {
	for heading, cells := range map[string][]string{
		"Confidential?":       {"Yes", "X", "Yes - refuge", "Confidential", "Do not publish", "2", "?", "see notes", "TRUE", "✓"},
		"Do not publish":      {"x", "Y", "address withheld"},
		"Mask exact address":  {"true", "1", "Yes"},
		"Address visible":     {"No", "members only", "0"},
		"Minimum visibility":  {"private", "agency", "2"},
		"Secret (refuge etc)": {"ja"},
	} {
		for _, mapped := range []bool{true, false} {
			b := newBed(t)
			table := b.read("table.toml")
			b.write("named.toml", strings.Replace(table, "[fixed]", "confidential = \""+heading+"\"\naddress = [\"Address\"]\n[fixed]", 1))
			b.write("unnamed.toml", strings.Replace(table, "[fixed]", "address = [\"Address\"]\n[fixed]", 1))
			mapping := map[bool]string{true: "./named.toml", false: "./unnamed.toml"}[mapped]
			if mapped && !strings.HasPrefix(heading, "Conf") { // the others would say the opposite under that name
				continue
			}
			rows := "Name,Postcode,Address," + heading + "\nOpen Club,E1 6PU,1 Open Street,\n"
			for _, c := range cells {
				rows += "Refuge " + c + ",E1 6AN,12 Hidden Road," + c + "\n"
			}
			b.write("refuges.csv", rows)
			b.ok("import", "csv", "--from", "./refuges.csv", "--mapping", mapping, "--postcodes", "./pc", "-o", "./src")
			got := b.read("src/refuges.toml")
			if strings.Contains(got, "Hidden Road") || strings.Contains(got, "E1 6AN") || strings.Contains(got, "51.518") {
				t.Errorf("%s, mapped %v: a refuge is written with its address:\n%s", heading, mapped, got)
			}
			if !strings.Contains(got, "1 Open Street") {
				t.Errorf("%s, mapped %v: an empty cell hides as well:\n%s", heading, mapped, got)
			}
			b.ok("check", "./src")
		}
	}
}

func TestCaseSecrecyOfAFeedFailsClosed(t *testing.T) {
	b := newBed(t)
	for _, at := range []string{
		`, "mask_exact_address": true`, `, "mask_exact_address": "true"`, `, "mask_exact_address": 1`, `, "mask_exact_address": "Yes"`, `, "mask_exact_address": "on request"`,
		`, "confidential": "X"`, `, "is_confidential": 2`, `, "minimum_visibility": "agency"`, `, "address_visibility": "private"`, `, "maskExactAddress": ["yes"]`, `, "confidential": {"reason": "refuge"}`, `, "visible": false`,
	} {
		got, report := b.imported("feed.toml", pageOf(club("1", "Safe House", "", at)))
		if strings.Contains(got, "Hidden") || strings.Contains(got, "E1 6AN") || !strings.Contains(got, "confidential = true") {
			t.Errorf("location %s:\n%s\n%s", at, got, report)
		}
		if !strings.Contains(report, "Safe House") {
			t.Errorf("location %s: the editor is not told", at)
		}
	}
	for _, more := range []string{`, "confidential": "maybe"`, `, "organization": {"name": "Willow", "is_confidential": "yes"}`, `, "mask_exact_address": "1"`} {
		if got, report := b.imported("feed.toml", pageOf(club("1", "Safe House", more, ""))); strings.Contains(got, "Hidden") || !strings.Contains(got, "confidential = true") {
			t.Errorf("service %s:\n%s\n%s", more, got, report)
		}
	}
	for _, at := range []string{`, "mask_exact_address": false`, `, "mask_exact_address": "no"`, `, "mask_exact_address": null`, `, "mask_exact_address": ""`} {
		if got, _ := b.imported("feed.toml", pageOf(club("1", "Open House", "", at))); !strings.Contains(got, "12 Hidden Road") {
			t.Errorf("%s hides a place that is not secret:\n%s", at, got)
		}
	}
	// A description can tell the place as well; and one door is not both secret and open.
	got, report := b.imported("feed.toml", pageOf(club("1", "Safe House", `, "description": "Come to 12 Hidden Road."`, `, "mask_exact_address": "x"`),
		club("2", "Two Doors", `, "locations": [{"address_1": "12 Hidden Road", "postal_code": "E1 6AN"}]`, `, "confidential": true`)))
	if strings.Contains(got, "Hidden") {
		t.Errorf("%s\n%s", got, report)
	}
}

// For people in danger a place is secret unless somebody says that it may be shown: in a feed,
// a table, a file that an editor wrote, and where two lists become one.
func TestCaseDangerIsSecretUnlessSomebodySaysOtherwise(t *testing.T) {
	b := newBed(t)
	if got, report := b.imported("danger.toml", pageOf(club("1", "Willow House", "", ""))); strings.Contains(got, "Hidden") || !strings.Contains(report, "nothing says that its place may be shown") {
		t.Errorf("%s\n%s", got, report)
	}
	if got, _ := b.imported("danger.toml", pageOf(club("1", "Drop In", "", `, "mask_exact_address": false`))); !strings.Contains(got, "12 Hidden Road") || !strings.Contains(got, "confidential = false") {
		t.Errorf("what may be shown is hidden: %s", got)
	}
	b.ok("import", "postcodes", "--from", "./pc", "-o", "./src")
	b.ok("build", "./src", "-o", "./p.pack")
	if list := b.ok("show", "urgent/not-safe", "--near", "E1 6AN", "--content", "./p.pack"); !strings.Contains(list, "Drop In\tE1 6AN") {
		t.Errorf("%s", list)
	}
	// A pack that is exported and taken back keeps it.
	b.ok("export", "openreferral", "--content", "./p.pack", "-o", "./out.json")
	b.ok("import", "openreferral", "--from", "./out.json", "-o", "./round")
	if got := b.read("round/out.toml"); !strings.Contains(got, "12 Hidden Road") {
		t.Error("the way round hides what may be shown")
	}
	b.write("t.toml", strings.Replace(b.read("table.toml"), "community/groups", "rights/slavery", 1))
	b.write("t.csv", "Name,Postcode\nWillow House,E1 6AN\n")
	b.ok("import", "csv", "--from", "./t.csv", "--mapping", "./t.toml", "--postcodes", "./pc", "-o", "./tsrc")
	if got := b.read("tsrc/t.toml"); strings.Contains(got, "E1 6AN") {
		t.Errorf("%s", got)
	}

	hand := "[[service]]\nid = \"b-willow\"\nname = \"Willow House\"\nkind = \"charity\"\nneeds = [\"urgent/assault\"]\nsource = \"list-b\"\nassurer = \"List B\"\nverified_on = \"2026-11-01\"\n[service.description]\nlang = \"en\"\ntext = \"Ring the bell at 12 Hidden Road.\"\n[service.location]\naddress = [\"12 Hidden Road\"]\npostcode = \"E1 6AN\"\n"
	b.write("hand/b.toml", hand)
	b.write("hand/postcodes.csv", "postcode,latitude,longitude\nE1 6AN,51.51888,-0.07847\n")
	if said := b.ok("check", "./hand"); !strings.Contains(said, "b-willow: held back") || !strings.Contains(said, "confidential = false") {
		t.Errorf("the editor is not told: %s", said)
	}
	b.ok("build", "./hand", "-o", "./p.pack")
	if pack := b.read("p.pack"); strings.Contains(pack, "Hidden Road") {
		t.Error("the address is in the pack")
	}
	b.write("hand/b.toml", hand+"confidential = false\n")
	b.ok("build", "./hand", "-o", "./p.pack")
	if pack := b.read("p.pack"); !strings.Contains(pack, "12 Hidden Road") {
		t.Error("an editor's word does not count")
	}
	// One list has the need, the other the place.
	b.write("need/n.toml", "[[service]]\nid = \"n\"\nname = \"Help\"\nkind = \"charity\"\nneeds = [\"urgent/not-safe\"]\neverywhere = true\nsame_as = [\"o\"]\nsource = \"n\"\nassurer = \"N\"\nverified_on = \"2026-11-01\"\n")
	b.write("open/o.toml", "[[service]]\nid = \"o\"\nname = \"Help\"\nkind = \"charity\"\nneeds = [\"community/groups\"]\nsource = \"o\"\nassurer = \"O\"\nverified_on = \"2026-10-01\"\n[service.location]\naddress = [\"12 Hidden Road\"]\npostcode = \"E1 6AN\"\n")
	b.ok("build", "./need", "./open", "-o", "./p.pack")
	if pack := b.read("p.pack"); strings.Contains(pack, "Hidden Road") {
		t.Error("two lists together show what neither may")
	}
}

// One list says secret, another has the same name or number with an address.
func TestCaseASecretPlaceDoesNotComeInThroughAnotherList(t *testing.T) {
	secret := "[[service]]\nid = \"a-refuge\"\nname = \"Willow House\"\nkind = \"charity\"\nneeds = [\"urgent/not-safe\"]\nsource = \"list-a\"\nassurer = \"List A\"\nverified_on = \"2026-11-01\"\nphone = [{ number = \"020 7946 0190\" }]\n[service.location]\nconfidential = true\n"
	open := func(name, number, end string) string {
		return "[[service]]\nid = \"b-twin\"\nname = \"" + name + "\"\nkind = \"charity\"\nneeds = [\"community/groups\"]\nsource = \"list-b\"\nassurer = \"List B\"\nverified_on = \"2025-12-20\"\nphone = [{ number = \"" + number + "\" }]\n[service.location]\naddress = [\"12 Hidden Road\"]\npostcode = \"E1 6AN\"\n" + end
	}
	for name, c := range map[string]struct {
		name, number, end string
		imported, held    bool
	}{
		"the same name":                    {"Willow House", "020 7946 0111", "", false, true},
		"a longer name":                    {"Willow House Women's Refuge", "020 7946 0111", "", false, true},
		"a shorter name":                   {"Willow", "020 7946 0111", "", false, true},
		"another writing":                  {"THE WILLOWHOUSE Ltd.", "020 7946 0111", "", false, true},
		"another word for house":           {"Willow Project", "020 7946 0111", "", false, true},
		"the same number":                  {"Office", "02079460190", "", false, true},
		"another place":                    {"Oak House", "020 7946 0111", "", false, false},
		"an editor has decided":            {"Willow House", "020 7946 0190", "confidential = false\n", false, false},
		"an importer cannot decide":        {"Willow House", "020 7946 0190", "confidential = false\n", true, true},
		"a word that is in another's name": {"Willow Tree Lunch Club", "020 7946 0111", "", false, false},
	} {
		b := newBed(t)
		b.write("a/a.toml", secret)
		twin := open(c.name, c.number, c.end)
		if c.imported {
			twin = "imported = true\n" + twin
		} else {
			twin = strings.Replace(twin, "THE WILLOWHOUSE", "The Willowhouse", 1)
		}
		b.write("b/b.toml", twin)
		said := b.ok("check", "./a", "./b")
		built := b.ok("build", "./a", "./b", "-o", "./p.pack")
		pack := b.read("p.pack")
		if strings.Contains(pack, "Hidden Road") == c.held || !strings.Contains(pack, "a-refuge") {
			t.Errorf("%s: held back %v\n%s", name, !c.held, said)
		}
		if c.held && (!strings.Contains(said, "b-twin: held back") || !strings.Contains(built, "1 could show a secret place")) {
			t.Errorf("%s: the editor is not told: %s%s", name, said, built)
		}
	}
}

// A council's switchboard is no address: one secret service does not hide all the others.
func TestCaseASwitchboardHidesNobody(t *testing.T) {
	b := newBed(t)
	b.write("l.toml", strings.Replace(b.read("table.toml"), "[fixed]", "phone = \"Phone\"\nconfidential = \"Secret\"\n[fixed]", 1))
	rows := "Name,Postcode,Phone,Secret\nWillow House,,020 7946 0190,yes\nDrop In,E8 1EA,020 7946 0190,no\n"
	for _, name := range []string{"Chess", "Choir", "Garden", "Library", "Baths", "Yoga"} {
		rows += name + ",E1 6AN,020 7946 0190,\n"
	}
	b.write("l.csv", rows)
	b.ok("import", "csv", "--from", "./l.csv", "--mapping", "./l.toml", "--postcodes", "./pc", "-o", "./src")
	said := b.ok("check", "./src")
	b.ok("build", "./src", "-o", "./p.pack")
	if pack := b.read("p.pack"); !strings.Contains(pack, "E1 6AN") || !strings.Contains(said, "8 services have its number") {
		t.Errorf("%s", said)
	}
	// With few, the number tells the place; what the list itself calls no secret stays.
	b.write("l.csv", strings.Join(strings.SplitAfter(rows, "\n")[:4], ""))
	b.ok("import", "csv", "--from", "./l.csv", "--mapping", "./l.toml", "--postcodes", "./pc", "-o", "./few")
	said = b.ok("build", "./few", "-o", "./p.pack")
	if pack := b.read("p.pack"); strings.Contains(pack, "E1 6AN") || !strings.Contains(pack, "E8 1EA") || !strings.Contains(said, "1 could show a secret place") {
		t.Errorf("%s", said)
	}
}

// What a publisher marks as gone, hidden, planned or over is not shown; nor is what it marks
// in words that nobody knows.
func TestCaseAPublishersLifeCycleIsObeyed(t *testing.T) {
	b := newBed(t)
	gone := []string{
		`"status": "scheduled"`, `"status": "expired"`, `"status": "invisible"`, `"status": "marked for deletion"`, `"status": "archived"`, `"status": "pending"`, `"status": "draft"`, `"status": "Inactive"`, `"status": "closed"`, `"status": 3`, `"status": ["active"]`,
		`"visible": false`, `"visible": "no"`, `"visible": 0`, `"visible": "staff"`, `"deleted": true`, `"deleted_at": "2026-01-01T00:00:00Z"`, `"discarded_at": 5`, `"marked_for_deletion": "soon"`, `"approved": false`,
		`"visible_from": "2999-01-01"`, `"visible_to": "2026-11-15T00:00:00Z"`, `"visible_to": "when it is over"`, `"visible_to": 17`, `"expired": "yes"`, `"expires_at": "01/02/2026"`, `"minimum_visibility": "partners"`,
	}
	shown := []string{
		`"status": "active"`, `"status": "ACTIVE "`, `"status": null`, `"visible": true`, `"visible": "Yes"`, `"visible_from": "2020-10-01T00:00:00Z"`, `"visible_to": null`, `"deleted_at": null`, `"deleted": false`, `"visibility": "public"`,
	}
	var services []string
	for i, more := range append(gone, shown...) {
		name := "Gone"
		if i >= len(gone) {
			name = "Shown"
		}
		services = append(services, club(fmt.Sprint(name, i), name, ", "+more, ""))
	}
	got, report := b.imported("feed.toml", pageOf(services...))
	if n := strings.Count(got, "name = 'Shown'") + strings.Count(got, `name = "Shown"`); n != len(shown) {
		t.Errorf("%d of %d that may be shown are\n%s", n, len(shown), report)
	}
	if strings.Contains(got, "Gone") {
		t.Errorf("%s", got)
	}
	if n := strings.Count(report, "left out,Gone"); n != len(gone) {
		t.Errorf("%d of %d are reported\n%s", n, len(gone), report)
	}
	// A number that is not to be told.
	got, report = b.imported("feed.toml", pageOf(club("1", "Club", `, "contacts": [{"visible": false, "phone": "020 7946 0111"}, {"phones": [{"number": "020 7946 0112", "confidential": "x"}, {"number": "020 7946 0113"}]}]`, "")))
	if strings.Contains(got, "0111") || strings.Contains(got, "0112") || !strings.Contains(got, "0113") || !strings.Contains(report, "its publisher does not show it") {
		t.Errorf("%s\n%s", got, report)
	}
	// A door of several.
	got, report = b.imported("feed.toml", pageOf(club("1", "Two Doors", `, "locations": [{"address_1": "99 Back Lane", "postal_code": "E1 6PU", "visible": false}]`, "")))
	if strings.Contains(got, "Back Lane") || !strings.Contains(got, "Hidden Road") || !strings.Contains(report, "one of its places is not told") {
		t.Errorf("%s\n%s", got, report)
	}
	// To come: until then, and no longer.
	if got, _ = b.imported("feed.toml", pageOf(club("1", "Winter", `, "visible_to": "2026-12-24T00:00:00Z"`, ""), club("2", "All Year", "", ""))); !strings.Contains(got, "2026-12-25") {
		t.Errorf("%s", got)
	}
	// Closed for now: the source can be built, and says closed.
	b.imported("feed.toml", pageOf(club("1", "Lunch Club", `, "status": "temporarily closed"`, "")))
	b.ok("import", "postcodes", "--from", "./pc", "-o", "./src")
	b.ok("build", "./src", "-o", "./p.pack")
	if list := b.ok("show", "community/groups", "--near", "E1 6AN", "--content", "./p.pack", "--at", "2026-11-30 11:00"); !strings.Contains(list, "Lunch Club") || !strings.Contains(list, "losed") {
		t.Errorf("%s", list)
	}
}

func TestCaseALifeCycleOfATableIsObeyed(t *testing.T) {
	b := newBed(t)
	b.write("t.csv", "Name,Postcode,Status,Visible to,Deleted,Temporarily closed\n"+
		"Open,E1 6AN,Active,,,\nPlanned,E1 6AN,pending,,,\nOver,E1 6AN,Active,31/08/2022,,\nOdd,E1 6AN,Active,soon,,\nDeleted,E1 6AN,Active,,x,\nShut,E1 6AN,,,no,yes\n")
	said := b.ok("import", "csv", "--from", "./t.csv", "--mapping", "./table.toml", "--postcodes", "./pc", "-o", "./src")
	got := b.read("src/t.toml")
	for _, name := range []string{"Planned", "Over", "Odd", "Deleted"} {
		if strings.Contains(got, name) {
			t.Errorf("%s is taken\n%s", name, said)
		}
	}
	if !strings.Contains(got, "Open") || !strings.Contains(got, "Shut") || strings.Count(got, "[[service.alert]]") != 1 {
		t.Errorf("%s", got)
	}
	b.ok("check", "./src")
	// A column that only sounds so.
	b.write("m.toml", "[file]\nignore = [\"Status\"]\n"+b.read("table.toml"))
	b.write("s.csv", "Name,Postcode,Status\nClub,E1 6AN,Registered\n")
	b.ok("import", "csv", "--from", "./s.csv", "--mapping", "./m.toml", "--postcodes", "./pc", "-o", "./src2")
	if code, said := b.do("import", "csv", "--from", "./s.csv", "--mapping", "./table.toml", "--postcodes", "./pc", "-o", "./src3"); code != 1 || !strings.Contains(said, "status") {
		t.Errorf("%d %s", code, said)
	}
}
