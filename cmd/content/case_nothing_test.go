package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// refused runs an import that has to be refused with a sentence, and checks that what was
// there stays as it was.
func (b bed) refused(t *testing.T, want string, words ...string) {
	t.Helper()
	before := b.sources()
	code, said := b.do(words...)
	if code != 1 || strings.Count(said, "\n") != 1 || !strings.Contains(said, want) {
		t.Errorf("%v: exit %d, %s\nwant 1 and %q", words, code, said, want)
	}
	if after := b.sources(); after != before {
		t.Errorf("%v: what was imported before is another:\n%s\nwas\n%s", words, after, before)
	}
}

// sources is what the source in the folder src holds, but for reports.
func (b bed) sources() (all string) {
	b.Helper()
	files, err := filepath.Glob(b.path("src/*"))
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, ".report.csv") {
			continue
		}
		text, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		all += filepath.Base(f) + "\n" + string(text)
	}
	return all
}

func clubs(from, to int) string {
	rows := "Name,Postcode\n"
	for i := from; i < to; i++ {
		rows += fmt.Sprintf("Club %d,E1 6AN\n", i)
	}
	return rows
}

func TestCaseATableIsNotOverwrittenByNothing(t *testing.T) {
	b := newBed(t)
	importing := func(file, mapping string) []string {
		return []string{"import", "csv", "--from", file, "--mapping", mapping, "--postcodes", "./pc", "-o", "./src"}
	}
	b.write("a/services.csv", clubs(0, 8))
	b.write("no-need.toml", strings.Replace(b.read("table.toml"), "community/groups", "no/such-need", 1))
	b.write("no-column.toml", strings.Replace(b.read("table.toml"), "\"Name\"", "\"Organisation\"", 1))
	b.write("a/services.csv", clubs(0, 8))
	b.ok(importing("./a/services.csv", "./table.toml")...)
	b.refused(t, `"no/such-need" is not a need`, importing("./a/services.csv", "./no-need.toml")...)
	b.refused(t, `there is no column "Organisation"`, importing("./a/services.csv", "./no-column.toml")...)
	b.write("a/services.csv", "Name,Postcode\n")
	b.refused(t, "not one service", importing("./a/services.csv", "./table.toml")...)
	b.write("a/services.csv", "")
	b.refused(t, "no row of headings", importing("./a/services.csv", "./table.toml")...)
	b.write("a/services.csv", clubs(0, 6))
	b.refused(t, "it has 6 services, and the last good one has 8", importing("./a/services.csv", "./table.toml")...)
	b.ok(append(importing("./a/services.csv", "./table.toml"), "--replace")...)
	b.write("a/services.csv", clubs(0, 5))
	b.ok(importing("./a/services.csv", "./table.toml")...)
	// Another borough's file of the same name.
	b.write("b/services.csv", clubs(20, 30))
	b.refused(t, "another list of the same name", importing("./b/services.csv", "./table.toml")...)
	b.ok(append(importing("./b/services.csv", "./table.toml"), "--name", "other-borough")...)
	b.ok("check", "./src")
	// What an editor wrote by hand.
	b.write("src/hand.toml", "# mine\n")
	b.write("hand.csv", clubs(40, 42))
	b.refused(t, "no import wrote", importing("./hand.csv", "./table.toml")...)
}

func TestCaseAFeedIsNotOverwrittenByNothing(t *testing.T) {
	b := newBed(t)
	page := func(from, to int) string {
		var all []string
		for i := from; i < to; i++ {
			all = append(all, club(fmt.Sprint(i), fmt.Sprint("Club ", i), "", ""))
		}
		return pageOf(all...)
	}
	importing := []string{"import", "openreferral", "--from", "./in/feed.json", "--mapping", "./feed.toml", "--postcodes", "./pc", "-o", "./src"}
	b.write("in/feed.json", page(0, 8))
	b.ok(importing...)
	for want, json := range map[string]string{
		"nothing of the 0 records": pageOf(), "it has 6 services": page(0, 6), "another list of the same name": page(50, 60), "nothing of the 1 records": pageOf(`{"id": "1", "name": "X", "status": "?"}`),
	} {
		b.write("in/feed.json", json)
		b.refused(t, want, importing...)
	}
}

func TestCaseTheRegisterIsNotOverwrittenByNothing(t *testing.T) {
	b := newBed(t)
	gp := func(n int, status string) (rows string) {
		for i := range n {
			rows += odsRow(fmt.Sprint("Z", i), "EXAMPLE SURGERY", "E1 6AN", "20200101", "", status, "B", "4")
		}
		return rows
	}
	pharmacy, dentist := odsRow("F1", "EXAMPLE PHARMACY", "E1 6AN", "20200101", "", "A", "1", ""), odsRow("V1", "EXAMPLE DENTAL", "E1 6AN", "20200101", "", "A", "", "")
	importing := []string{"import", "ods", "--from", "./reg", "--area", "Y56", "--postcodes", "./pc", "-o", "./src"}
	b.register(gp(8, "A"), pharmacy, dentist)
	b.ok(importing...)
	header := "OrganisationCode,Name,AddressLine1,AddressLine2,AddressLine3,AddressLine4,AddressLine5,Postcode,StatusCode,Telephone,Provider,PrescribingSetting\nZ99001,EXAMPLE STREET SURGERY,1 EXAMPLE STREET,LONDON,,,,E1 6AN,A,020 79460111,00K,4\n"
	for name, c := range map[string]struct{ gps, pharmacies, dentists, want string }{
		"another layout":        {header, pharmacy, dentist, "27 columns of the NHS register"},
		"the last is another":   {gp(8, "A"), pharmacy, header, "27 columns of the NHS register"},
		"a page of an error":    {"<html><body>\nSorry, we are down\n</body></html>\n", pharmacy, dentist, "27 columns"},
		"a coding of tomorrow":  {gp(8, "LIVE"), pharmacy, dentist, "ACTIVE, INACTIVE, DORMANT or A, C, D, P are expected"},
		"a settings of another": {strings.ReplaceAll(gp(8, "A"), `"4",""`, `"GP",""`), pharmacy, dentist, "not one service"},
		"nothing":               {"", pharmacy, dentist, "not one service"},
		"a quarter fewer":       {gp(6, "A"), pharmacy, dentist, "a quarter fewer"},
	} {
		b.register(c.gps, c.pharmacies, c.dentists)
		t.Log(name)
		b.refused(t, c.want, importing...)
	}
}

func TestCasePostcodesAndLibrariesAreNotOverwrittenByNothing(t *testing.T) {
	b := newBed(t)
	b.ok("import", "postcodes", "--from", "./pc", "-o", "./src")
	real := `"pcd","pcd2","pcds","dointr","doterm","usertype","oseast1m","osnrth1m","osgrdind","oa21","lat","long"` + "\n" +
		`"E1 6AN","E1  6AN","E1 6AN","198001","","0","0533500","0181900","1","E00021000",51.51888,-0.07847` + "\n" +
		`"E1 6ZZ","E1  6ZZ","E1 6ZZ","198001","199606","0","0533500","0181900","1","E00021000", 51.51900,-0.07800` + "\n"
	for _, name := range []string{"nspl_full.csv", "NSPL21_MAY_2025_UK.csv", "ONSPD_AUG_2026_UK.csv"} {
		b.write(name+"/"+name, real)
		if said := b.ok("import", "postcodes", "--from", "./"+name, "-o", "./"+name+"-src"); !strings.Contains(said, "postcodes: 2, 0 rows") {
			t.Errorf("%s: %s", name, said)
		}
		if got := b.read(name + "-src/postcodes.csv"); !strings.Contains(got, "E1 6AN,51.51888,-0.07847") {
			t.Errorf("%s", got)
		}
	}
	for i, c := range []struct{ text, want string }{
		{"code,y,x\nE1 6AN,51.5,-0.07\n", "has to name the columns pcds (or Postcode), lat and long"},
		{"", "has to name the columns"},
		{"Postcode,lat,long\n", "not one postcode"},
		{"Postcode,lat,long\nE1 6AN,533500,181900\n", "none of its 1 rows"},
		{"Postcode,lat,long\nE1 6AN,51.5,-0.07\n", "a quarter fewer"},
	} {
		b.write(fmt.Sprint("bad", i, "/nspl.csv"), c.text)
		b.refused(t, c.want, "import", "postcodes", "--from", fmt.Sprint("./bad", i), "-o", "./src")
	}
	list := "Local authority,Library name,Address 1,Postcode,Year closed,Monday staffed hours,URL\nExampleham,Central,5 Example Lane,E1 6AN,,09:00-17:30,\n"
	b.write("libs.csv", list)
	importing := []string{"import", "libraries", "--from", "./libs.csv", "--verified", "2022", "--postcodes", "./pc", "-o", "./src"}
	b.ok(importing...)
	for want, text := range map[string]string{"it is empty": "", "there is no column": "Name,Monday opening times\nCentral,All Day (continuous)\n", "not one service": strings.SplitAfter(list, "\n")[0]} {
		b.write("libs.csv", text)
		b.refused(t, want, importing...)
	}
}
