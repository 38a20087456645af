package intake

import (
	"fmt"
	"slices"
	"testing"

	"frontdoor/kiosk/directory"
)

func TestCaseNumbersAreSaidAsTheyAreDialled(t *testing.T) {
	for text, want := range map[string]string{
		"116 123": "116 123", "116123": "116 123", "111": "111", "119": "119", "0800 1111": "0800 1111", "0121 496 0123": "0121 496 0123", "01614960123": "0161 496 0123",
		"0131 496 0123": "0131 496 0123", "0191 4960123": "0191 496 0123", "0113 496 0123": "0113 496 0123", "01632 960123": "01632 960123", "016977 2345": "016977 2345",
		"+32 2 123 45 67": "", "0032 2 123 45 67": "", "+1 212 555 0123": "", "44 20 7946 0111": "020 7946 0111", "0044 20 7946 0111": "020 7946 0111",
		"+44 (0)121 496 0123": "0121 496 0123", "2079460111.0": "020 7946 0111", "020\u00a07946\u200b0111": "020 7946 0111", "0800 123456": "0800 123 456", "07700 900123": "07700 900123",
		"077009001": "", "12": "", "113": "", "0454 123 4567": "", "020 7946 0111 ext 4": "",
	} {
		if got, ok := Dialled(text); got != want || ok != (want != "") {
			t.Errorf("%q becomes %q", text, got)
		}
	}
	for text, want := range map[string]string{
		"Tel: 020 7946 0111": "020 7946 0111", "Fax: 020 7946 0999": "", "Minicom 020 7946 0999": "", "07700 900123 (text only)": "", "Textphone: 020 7946 0999": "",
		"SMS 07700 900123": "", "020 7946 0111 (option 2)": "", "Helpline: 116 123": "116 123", "020 7946 0111 x4021": "",
	} {
		if got, _ := Voice(text); got != want {
			t.Errorf("%q is to be rung as %q", text, got)
		}
	}
	for text, want := range map[string]string{
		"SHOUT": "SHOUT", "Text SHOUT to 85258": "SHOUT", `Text "HELP" to this number`: "HELP", "Messages are read on weekdays": "", "": "", "Weekdays": "", "SMS": "", "07700900123": "",
	} {
		if got, _ := TextWord(text); got != want {
			t.Errorf("%q is to send %q", text, got)
		}
	}
}

func TestCaseTextsLoseWhatNobodySees(t *testing.T) {
	for text, want := range map[string]string{
		"Mums &amp; Tots": "Mums & Tots", "The Men&#39;s Room": "The Men's Room", "R&amp;amp;B": "R&B", "a?b=1&copy=2": "a?b=1&copy=2", "AT&T": "AT&T",
		"E1\u00a06AN\u200b": "E1 6AN", "9am\u20115pm": "9am-5pm", "\u200eMon": "Mon", "soft\u00adly": "softly", "می\u200cخواهم": "می\u200cخواهم", "\ufeffName": "Name",
	} {
		if got := Clean(text); got != want {
			t.Errorf("%q becomes %q, not %q", text, got, want)
		}
	}
	if got := Prose("<p>Come &amp; play.</p><ul><li>Tea</li></ul>&nbsp;"); got != "Come & play.\nTea" {
		t.Errorf("%q", got)
	}
	if got := Prose("for ages <5 and >3"); got != "for ages <5 and >3" {
		t.Errorf("%q", got)
	}
}

func TestCaseNamesKeepTheirLettersAndTheirThousands(t *testing.T) {
	for name, want := range map[string]string{
		"Wood Green 10,000 Steps Club": "Wood Green 10,000 Steps Club", "YMCA EAST LONDON": "YMCA East London", "RNIB ESOL AND ICT CLASSES": "RNIB ESOL and ICT Classes",
		"LGBT ADHD GROUP": "LGBT ADHD Group", "Smith,Jones": "Smith, Jones", "CLUB..": "Club", "Mums &amp; Tots": "Mums & Tots", "CHILDREN&#39;S CENTRE": "Children's Centre",
	} {
		if got := SensibleName(name); got != want {
			t.Errorf("%q becomes %q, not %q", name, got, want)
		}
	}
	if why := WhyName("a,b", "a, b"); why == "it stood in capitals" {
		t.Error(why)
	}
}

func TestCaseLanguagesHaveOneTag(t *testing.T) {
	for code, want := range map[string]string{"pol": "pl", "PL": "pl", "eng": "en", "BN": "bn", "zh": "zh", "zho": "zh", "zh-Hans": "zh-Hans", "Yes": "", "no": "", "Bengali": "", "": "", "x": ""} {
		if got, ok := Language(code); got != want || ok != (want != "") {
			t.Errorf("%q becomes %q", code, got)
		}
	}
}

func TestCaseABadFieldIsTakenOutAndTold(t *testing.T) {
	refused := func(s directory.Service) (wrong []string) {
		for _, p := range s.Phones {
			if p.Number == "x" {
				wrong = append(wrong, "x is not a telephone number")
			}
		}
		if slices.Contains(s.Languages, "Yes") {
			wrong = append(wrong, "Yes is not a language")
		}
		if s.URL == "E1 6AN" {
			wrong = append(wrong, "a postcode stands in its words")
		}
		if s.Name == "" {
			wrong = append(wrong, "it has no name")
		}
		return wrong
	}
	o := Options{Problems: refused}.Whole()
	s := directory.Service{Name: "Club", URL: "E1 6AN", Phones: []directory.Phone{{Number: "1"}, {Number: "x"}, {Number: "2"}}, Languages: []string{"Yes", "bn"}}
	fit, lost, wrong := o.Fit(s)
	if wrong != "" || len(lost) != 3 || len(fit.Phones) != 2 || fit.URL != "" || fmt.Sprint(fit.Languages) != "[bn]" || len(s.Phones) != 3 {
		t.Errorf("%+v, %v, %s", fit, lost, wrong)
	}
	s.Location = &directory.Location{Confidential: true}
	if _, _, wrong := o.Fit(s); wrong != "a postcode stands in its words" {
		t.Errorf("a secret place was repaired: %s", wrong)
	}
	if _, _, wrong := o.Fit(directory.Service{}); wrong != "it has no name" {
		t.Error(wrong)
	}
}
