package locales

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// The files of the phrasebook obey what holds for all words: see words_test.go, whose
// tests go through both folders. The tests here are for sentences that one person shows
// another.

func TestThePhrasebookIsReadOnlyWhenItIsOpened(t *testing.T) {
	c := catalogue(t)
	if c.Printer("ur").Has("phrase.answers.yes") {
		t.Error("the phrases are among the words that every visit reads")
	}
	if got := c.Phrases("ur").T("phrase.answers.yes"); got != "جی ہاں۔" {
		t.Errorf("the Urdu yes is %q", got)
	}
	if got := c.Phrases("fr").Tag(); got != source {
		t.Errorf("phrases in a language that there is not are in %q", got)
	}
}

// familiar is how each language addresses a child or a friend, and how it reports whether a man
// or a woman speaks or is spoken to. Neither is for strangers at a desk.
var familiar = map[string]*regexp.Regexp{
	"bn":      regexp.MustCompile(`তুমি|তোমা|তুই|তোর\b|করো|বলো|দাও`),
	"pl":      regexp.MustCompile(`(?i)(^|[^\pL])(pan|pana|panu|pani|panią|ty|ciebie|tobie|twój|twoja|twoje|masz|chcesz|możesz|musisz|potrzebujesz|jesteś|\pL+(łem|łam|łeś|łaś|łbym|łabym|łbyś|łabyś))([^\pL]|$)`),
	"ar":      regexp.MustCompile(`(^|[^\pL])(أنتِ|أنتَ|اجلس|انتظر|اذهب|تعال|اكتب|خذ|وقّع|تحتاجين|تريدين|تريد|تحتاج|تفضل|اختر|اتصل)([^\pL]|$)`),
	"ur":      regexp.MustCompile(`(^|[^\pL])(تم|تیرا|تمہارا|تمہیں|\pL+[یتا] ہوں|(رہا|رہی|گیا|گئی|بھولا|بھولی) ہوں|چاہتا|چاہتی|\pL+وں (گا|گی))([^\pL]|$)|[یا]/`),
	"zh-Hans": regexp.MustCompile(`你`),
}

func TestNobodyIsAddressedAsAChildOrByGender(t *testing.T) {
	for _, l := range others() {
		if familiar[l.Tag] == nil {
			t.Errorf("how does %s address a friend? Add it to familiar", l.Tag)
			continue
		}
		for id, forms := range folder(t, phrases, l.Tag) {
			if found := familiar[l.Tag].FindString(forms["other"]); found != "" {
				t.Errorf("%s, %q says %q: %s", l.Tag, id, found, forms["other"])
			}
		}
	}
}

func TestFamiliarAddressIsSeen(t *testing.T) {
	for _, c := range []struct {
		tag, text string
		seen      bool
	}{
		{"pl", "Czy Pan ma dowód?", true},
		{"pl", "Zgubiłam paszport", true},
		{"pl", "Czy są Państwo bezpieczni?", false},
		{"pl", "To panorama", false},
		{"ur", "میں وہیل چیئر استعمال کرتا/کرتی ہوں", true},
		{"ur", "میں فون کروں گا", true},
		{"ur", "ہم فون کریں گے", false},
		{"ur", "میں آ سکتی ہوں", true},
		{"ur", "میں حاملہ ہوں", false},
		{"ar", "اجلس هنا", true},
		{"ar", "يُرجى الجلوس هنا", false},
		{"zh-Hans", "你好", true},
		{"bn", "তুমি কে?", true},
	} {
		if got := familiar[c.tag].MatchString(c.text); got != c.seen {
			t.Errorf("%s: %q is familiar: %v, want %v", c.tag, c.text, got, c.seen)
		}
	}
}

// The English first floor is one above the street. Chinese counts the street as one, and so
// does Bengali: there the name on the sign is next to it.
func TestFloorsAreThoseOfTheBuilding(t *testing.T) {
	signs := []string{"Ground floor", "First floor", "Second floor", "Third floor"}
	for tag, counted := range map[string][]string{
		"zh-Hans": {"一楼", "二楼", "三楼", "四楼"},
		"bn":      {"নিচতলা", "দোতলা", "তিনতলা", "চারতলা"},
		"pl":      {"parter", "pierwsze", "drugie", "trzecie"},
		"ar":      {"الأرضي", "الأول", "الثاني", "الثالث"},
		"ur":      {"گراؤنڈ", "پہلی", "دوسری", "تیسری"},
	} {
		words := folder(t, phrases, tag)
		for i, want := range counted {
			floor := words["place.floor-"+string(rune('0'+i))]["other"]
			if !strings.Contains(floor, want) {
				t.Errorf("%s: floor %d is %q, want %q in it", tag, i, floor, want)
			}
			if (tag == "zh-Hans" || tag == "bn") && !strings.Contains(floor, signs[i]) {
				t.Errorf("%s: floor %d is %q, and the sign says %q", tag, i, floor, signs[i])
			}
		}
	}
}

// The book must not promise what staff cannot keep: that nobody will know, that a stranger
// needs no papers, how somebody's illness is treated.
func TestNoPhrasePromisesWhatStaffCannotKeep(t *testing.T) {
	secrecy := regexp.MustCompile(`(?i)\b(secret|confidential|nobody will know|never tell|guarantee|promise)`)
	medicine := regexp.MustCompile(`(?i)\b(take (your|this|a) (tablet|pill|medicine)|dose|you (have|are) (an? )?(ill|infection)|diagnos|symptom)`)
	papers := regexp.MustCompile(`(?i)do not need .*(paper|ID\b|passport|proof)`)
	for id, forms := range folder(t, phrases, source) {
		text := forms["other"]
		if m := secrecy.FindString(text) + medicine.FindString(text); m != "" {
			t.Errorf("%q says %q: %s", id, m, text)
		}
		if papers.MatchString(text) && (id != "phrase.health.gp-papers" || !strings.Contains(text, "register with a GP")) {
			t.Errorf("%q says that no papers are needed, without a right: %s", id, text)
		}
	}
}

// The right to register without papers is said once for the glass and once here: both say
// the same four things.
func TestTheRightToRegisterIsTheSameInTheBook(t *testing.T) {
	for tag, things := range map[string][]string{
		"en":      {"proof of address", "ID", "NHS number", "immigration papers"},
		"bn":      {"ঠিকানার প্রমাণ", "পরিচয়পত্র", "NHS নম্বর", "ইমিগ্রেশনের কাগজ"},
		"pl":      {"dowód adresu", "dokument tożsamości", "numer NHS", "dokumenty imigracyjne"},
		"ar":      {"إثبات عنوان", "هوية", "رقم NHS", "أوراق هجرة"},
		"ur":      {"پتے کے ثبوت", "شناخت", "NHS نمبر", "امیگریشن کے کاغذات"},
		"zh-Hans": {"地址证明", "身份证件", "NHS 号码", "移民文件"},
	} {
		for _, text := range []string{folder(t, ".", tag)["right.gp-no-proof"]["other"], folder(t, phrases, tag)["phrase.health.gp-papers"]["other"]} {
			for _, thing := range things {
				if !strings.Contains(text, thing) {
					t.Errorf("%s: %q is not in %q", tag, thing, text)
				}
			}
		}
	}
}

func TestADamagedPhrasebookLeavesTheOtherWords(t *testing.T) {
	files := fstest.MapFS{
		"active.en.toml": {Data: []byte("\"yes\" = \"Yes\"\n")},
	}
	c, err := open(files, []Language{{Tag: "en"}})
	if err != nil {
		t.Fatal(err)
	}
	c.book = func() (*Catalogue, error) { return open(fstest.MapFS{}, nil) }
	if got := c.Phrases("en").T("yes"); got != "Yes" {
		t.Errorf("%q", got)
	}
}
