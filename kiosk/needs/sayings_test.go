package needs_test

import (
	"slices"
	"testing"

	"frontdoor/kiosk/needs"
	"frontdoor/locales"
)

// said is what people might type, in each language: written down before the sayings of the
// needs were, and by the same hand. It is a ruler for changes and no proof for strangers' words.
var said = map[string][]string{
	"health/gp":       {"en I need to see a doctor", "bn ডাক্তার দেখাতে চাই", "pl chcę iść do lekarza", "ar أريد رؤية طبيب", "ur ڈاکٹر کو دکھانا ہے", "zh-Hans 我要看医生"},
	"health/dentist":  {"en my tooth hurts", "bn আমার দাঁত ব্যথা করছে", "pl boli mnie ząb", "ar سني يؤلمني", "ur میرے دانت میں درد ہے", "zh-Hans 我牙疼"},
	"health/pharmacy": {"en where is the nearest chemist", "bn ওষুধের দোকান কোথায়", "pl gdzie jest apteka", "ar أين الصيدلية", "ur دوائی کی دکان کہاں ہے", "zh-Hans 药店在哪里"},
	"urgent/not-safe": {"en my boyfriend beats me", "bn আমার স্বামী আমাকে মারে", "pl mąż mnie bije", "ar زوجي يضربني", "ur میرا شوہر مجھے مارتا ہے", "zh-Hans 我丈夫打我"},
	"urgent/tonight":  {"en I sleep on the street", "bn রাতে রাস্তায় ঘুমাই", "pl śpię na ulicy", "ar أنام في الشارع", "ur میں سڑک پر سوتا ہوں", "zh-Hans 我睡在街上"},
	"money/debt":      {"en I owe a lot of money", "bn আমার অনেক দেনা আছে", "pl mam długi", "ar عليّ ديون كثيرة", "ur مجھ پر بہت قرض ہے", "zh-Hans 我欠了很多钱"},
	"home/repairs":    {"en there is mould on my wall", "bn দেয়াল স্যাঁতসেঁতে", "pl grzyb na ścianie", "ar رطوبة في الجدار", "ur دیوار میں سیلن ہے", "zh-Hans 墙上发霉"},
	"family/pregnant": {"en I am going to have a baby", "bn আমি গর্ভবতী", "pl jestem w ciąży", "ar أنا حامل", "ur میں حاملہ ہوں", "zh-Hans 我怀孕了"},
	"work/job":        {"en I lost my work", "bn আমার চাকরি চলে গেছে", "pl straciłem pracę", "ar فقدت عملي", "ur میری نوکری چلی گئی", "zh-Hans 我失业了"},
	"mind/talk":       {"en I feel very sad", "bn আমার মন খুব খারাপ", "pl jest mi smutno", "ar أشعر بالحزن", "ur میں بہت اداس ہوں", "zh-Hans 我很难过"},
	"home/rent":       {"en the landlord threw me out", "bn বাড়িওয়ালা বের করে দিয়েছে", "pl właściciel mnie wyrzucił", "ar صاحب البيت طردني", "ur مالک مکان نے نکال دیا", "zh-Hans 房东赶我走"},
	"money/energy":    {"en I cannot pay the electricity", "bn বিদ্যুৎ বিল দিতে পারছি না", "pl nie mam na prąd", "ar لا أستطيع دفع الكهرباء", "ur بجلی کا بل نہیں دے سکتا", "zh-Hans 交不起电费"},
}

func TestWhatPeopleSayIsAmongTheFirstThree(t *testing.T) {
	f, _, _ := finder(t)
	all, first, three := 0, 0, 0
	for leaf, sayings := range said {
		for _, s := range sayings {
			lang, words := cut(s)
			got := f.Find(lang, words)
			at := slices.IndexFunc(got, func(m needs.Match) bool { return m.Leaf == leaf })
			all++
			if at == 0 {
				first++
			}
			if at >= 0 && at < 3 {
				three++
			} else {
				t.Logf("%s: %q finds %v, want %s", lang, words, got[:min(len(got), 3)], leaf)
			}
		}
	}
	t.Logf("%d sayings: %d first, %d among the first three", all, first, three)
	if three*100 < all*95 {
		t.Errorf("%d of %d are among the first three", three, all)
	}
}

func cut(s string) (lang, words string) {
	for i := range s {
		if s[i] == ' ' {
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

// A doctor is not a dentist, whatever the language of the question.
func TestTheWordForADoctorFindsADoctor(t *testing.T) {
	f, _, _ := finder(t)
	for lang, words := range map[string][]string{
		"en": {"doctor", "doctors"}, "bn": {"ডাক্তার", "ডাক্তারের"}, "pl": {"lekarz", "doktor"}, "ar": {"طبيب", "دكتور", "الطبيب"}, "ur": {"ڈاکٹر"}, "zh-Hans": {"医生"},
	} {
		for _, w := range words {
			if got := f.Find(lang, w); best(got) != "health/gp" {
				t.Errorf("%s: %q finds %v", lang, w, got)
			}
		}
	}
}

func TestEverySayingIsOfANeedInALanguageOfTheKiosk(t *testing.T) {
	var tags []string
	for _, l := range locales.All() {
		tags = append(tags, l.Tag)
	}
	f, _, _ := finder(t)
	for _, top := range load(t).Tops() {
		for _, leaf := range top.Leaves {
			for lang, sayings := range leaf.Sayings {
				if !slices.Contains(tags, lang) {
					t.Errorf("%s: %q is no language of the kiosk", leaf.ID, lang)
				}
				for _, s := range sayings {
					if got := f.Find(lang, s); best(got) != leaf.ID {
						t.Errorf("%s: %q finds %v, want %s", lang, s, got[:min(len(got), 3)], leaf.ID)
					}
				}
			}
		}
	}
}
