package main

import (
	"fmt"
	"strings"
	"testing"
)

// odsRow is a row of the register, of 27 columns.
func odsRow(code, name, postcode, opened, closed, status, role, setting string) string {
	return `"` + strings.Join([]string{
		code, name, "Y56", "QMF", "1 EXAMPLE STREET", "LONDON", "", "", "", postcode, opened, closed, status, role, "00K", opened, closed, "020 79460111", "", "", "", "0", "", "00K", "", setting, "",
	}, `","`) + "\"\n"
}

func (b bed) register(gps, pharmacies, dentists string) {
	b.Helper()
	b.write("reg/epraccur.csv", gps)
	b.write("reg/edispensary.csv", pharmacies)
	b.write("reg/egdpprac.csv", dentists)
}

// The register is read in each of its codings, by what each row says.
func TestCaseTheRegisterIsReadInBothCodings(t *testing.T) {
	var before string
	for coding, w := range map[string][5]string{"old": {"A", "C", "D", "4", "1"}, "new": {"ACTIVE", "INACTIVE", "DORMANT", "RO76", "RO182"}} {
		b := newBed(t)
		b.register(
			odsRow("Z1", "EXAMPLE SURGERY", "E1 6AN", "20200101", "", w[0], "B", w[3])+
				odsRow("Z2", "CLOSED SURGERY", "E1 6AN", "20200101", "20210101", w[1], "B", w[3])+
				odsRow("Z3", "SLEEPING SURGERY", "E1 6AN", "20200101", "", w[2], "B", w[3])+
				odsRow("Z4", "HOSPITAL UNIT", "E1 6AN", "20200101", "", w[0], "B", map[string]string{"old": "10", "new": "RO250"}[coding]),
			odsRow("F1", "EXAMPLE PHARMACY", "E1 6AN", "20200101", "", w[0], w[4], ""),
			odsRow("V1", "EXAMPLE DENTAL", "E1 6AN", "20200101", "", w[0], "", ""))
		b.ok("import", "ods", "--from", "./reg", "--area", "Y56", "--postcodes", "./pc", "-o", "./src")
		got := b.read("src/epraccur.toml") + b.read("src/edispensary.toml") + b.read("src/egdpprac.toml")
		if strings.Count(got, "[[service]]") != 3 || !strings.Contains(got, "Example Surgery") || !strings.Contains(got, "Example Pharmacy") || !strings.Contains(got, "Example Dental") {
			t.Errorf("%s: %s", coding, got)
		}
		if before == "" {
			before = got
		} else if got != before {
			t.Errorf("the two codings make two sources:\n%s\n%s", before, got)
		}
		b.ok("check", "./src")
	}
	b := newBed(t)
	good := odsRow("F1", "EXAMPLE PHARMACY", "E1 6AN", "20200101", "", "ACTIVE", "RO94", "")
	b.register(odsRow("Z1", "EXAMPLE SURGERY", "E1 6AN", "20200101", "", "ACTIVE", "B", "RO87|RO76"),
		good+odsRow("F2", "MIXED UP", "E1 6AN", "20200101", "", "ACTIVE", "RO999", "")+odsRow("F3", "WHO KNOWS", "E1 6AN", "20200101", "", "RETIRING", "RO182", ""),
		odsRow("V1", "EXAMPLE DENTAL", "E1 6AN", "20200101", "", "ACTIVE", "", ""))
	b.ok("import", "ods", "--from", "./reg", "--area", "Y56", "--postcodes", "./pc", "-o", "./src")
	if got := b.read("src/edispensary.toml"); strings.Count(got, "[[service]]") != 1 {
		t.Errorf("%s", got)
	}
	if report := b.read("src/edispensary.report.csv"); !strings.Contains(report, "MIXED UP") || !strings.Contains(report, "neither of the register's codings") {
		t.Errorf("what is not understood is not reported: %s", report)
	}
}

// Days count more than a status, and a plan proves nothing.
func TestCaseTheRegistersDaysAreRead(t *testing.T) {
	b := newBed(t)
	surgery := odsRow("Z1", "EXAMPLE SURGERY", "E1 6AN", "20200101", "", "A", "B", "4")
	b.register(surgery,
		odsRow("FZZ01", "OLD NAME PHARMACY", "E1 6AN", "20100101", "20260223", "A", "1", "")+
			odsRow("FZZ02", "NEW NAME PHARMACY", "E1 6AN", "20260224", "", "P", "1", "")+
			odsRow("FZZ03", "STEADY PHARMACY", "E8 1EA", "20150101", "", "A", "1", "")+
			odsRow("FZZ04", "PLANNED PHARMACY", "N1 9GU", "29990501", "", "P", "1", "")+
			odsRow("FZZ05", "CLOSING PHARMACY", "N1 9GU", "20140101", "29990501", "A", "1", "")+
			odsRow("FZZ06", "ODD PHARMACY", "N1 9GU", "20140101", "soon", "A", "1", "")+
			odsRow("FZZ07", "GIVEN UP PHARMACY", "N1 9GU", "20260303", "20260304", "C", "1", "")+
			odsRow("FZZ08", "EARLY PHARMACY", "N1 9GU", "29990303", "", "A", "1", ""),
		odsRow("V1", "EXAMPLE DENTAL", "E1 6AN", "20200101", "", "A", "", ""))
	b.ok("import", "ods", "--from", "./reg", "--area", "Y56", "--postcodes", "./pc", "-o", "./src")
	got, report := b.read("src/edispensary.toml"), b.read("src/edispensary.report.csv")
	for name, there := range map[string]bool{"Old Name": false, "New Name": true, "Steady": true, "Planned": false, "Closing": true, "Odd": false, "Given": false, "Early": false} {
		if strings.Contains(got, name) != there {
			t.Errorf("%s: there %v\n%s", name, !there, got)
		}
	}
	for _, name := range []string{"OLD NAME", "PLANNED", "ODD", "EARLY"} {
		if !strings.Contains(report, name) {
			t.Errorf("%s is not reported\n%s", name, report)
		}
	}
	if !strings.Contains(got, "newest record is of 2015-01-01") || !strings.Contains(got, `verified_on = '2015-01-01'`) && !strings.Contains(got, `verified_on = "2015-01-01"`) {
		t.Errorf("a plan dates the file:\n%s", got)
	}
}

// A practice for the people of one house is not for everybody, and a pharmacy that only sends has no door.
func TestCaseClosedCommunitiesAreNotOfferedToEverybody(t *testing.T) {
	shut := []string{"WESTMINSTER SCHOOL", "ROYAL HOSPITAL CHELSEA", "IMPERIAL COLLEGE HEALTH CENTRE", "KINGS COLLEGE HEALTH CENTRE", "THE JUNCTION HC - UNREGISTERED PATIENTS", "EXAMPLE STUDENT HEALTH SERVICE", "ST ELSEWHERE HOSPITAL STAFF HEALTH", "OCCUPATIONAL HEALTH UNIT", "WELLINGTON BARRACKS MEDICAL CENTRE"}
	open := []string{"SCHOOL LANE SURGERY", "THE OLD SCHOOL SURGERY", "COLLEGE ROAD SURGERY", "THE COLLEGE PRACTICE", "COLLEGE SURGERY PARTNERSHIP", "UNIVERSITY ROAD PRACTICE", "STAFFORD HOUSE SURGERY", "THE DR HICKEY SURGERY FOR THE HOMELESS"}
	far := []string{"MYCHEMISTONLINE", "OXFORD ONLINE PHARMACY", "LETTERBOXPHARMACY.COM", "VICTORY INTERNET PHARMACY", "MEDICO2U", "PHLO-DIGITAL PHARMACY", "EXAMPLE DISTANCE SELLING PHARMACY"}
	near := []string{"HANDPOST PHARMACY", "TELEPHONE HOUSE PHARMACY", "COMBE PHARMACY", "DIRECTORS PHARMACY"}
	b := newBed(t)
	gps, pharmacies := "", ""
	for i, n := range append(append([]string{}, shut...), open...) {
		gps += odsRow(fmt.Sprint("Z", i), n, "E1 6AN", "20200101", "", "ACTIVE", "B", "RO76")
	}
	gps += odsRow("Z99", "BABYLON GP AT HAND BIRMINGHAM", "B9 4EY", "20200101", "", "ACTIVE", "B", "RO76")
	for i, n := range append(append([]string{}, far...), near...) {
		pharmacies += odsRow(fmt.Sprint("F", i), n, "E1 6AN", "20200101", "", "ACTIVE", "RO182", "")
	}
	b.register(gps, pharmacies, odsRow("V1", "EXAMPLE DENTAL", "E1 6AN", "20200101", "", "ACTIVE", "", ""))
	b.ok("import", "ods", "--from", "./reg", "--area", "Y56", "--postcodes", "./pc", "-o", "./src")
	if got := b.read("src/epraccur.toml"); strings.Count(got, "[[service]]") != len(open) {
		t.Errorf("%s\n%s", got, b.read("src/epraccur.report.csv"))
	}
	if got := b.read("src/edispensary.toml"); strings.Count(got, "[[service]]") != len(near) {
		t.Errorf("%s\n%s", got, b.read("src/edispensary.report.csv"))
	}
}
