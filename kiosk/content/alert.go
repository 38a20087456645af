package content

import (
	"fmt"
	"strings"

	"golang.org/x/text/language"

	"frontdoor/kiosk/directory"
)

// alert is news of a place that holds for a time, as it is in a file.
type alert struct {
	Kind  string `toml:"kind"`
	From  string `toml:"from,omitempty"`
	Until string `toml:"until,omitempty"`
	Text  string `toml:"text,omitempty"`
	Lang  string `toml:"lang,omitempty"`
	assurance
}

// alerts turns what is written into news. News that nobody ends would be told for ever.
func (w written) alerts(defaults assurance) (all []directory.Alert, wrong problems) {
	for _, one := range w.Alert {
		a := directory.Alert{Kind: directory.AlertKind(one.Kind)}
		days(&wrong, "from", one.From, &a.From)
		days(&wrong, "until", one.Until, &a.Until)
		wrong.add(one.Until == "" && one.ExpiresOn == "", "it is not said until when its alert holds", `Write until = "2026-12-03", the last day of it; or, where nobody knows, expires_on, the day by which somebody looks again`)
		wrong.add(a.Until != directory.Date{} && a.Until.Before(a.From), "its alert ends before it begins", "Check from and until")
		if one.Text != "" || one.Lang != "" {
			a.Text = &directory.Prose{Lang: one.Lang, Text: one.Text}
		}
		if one.assurance != (assurance{}) {
			own, err := one.or(w.or(defaults)).assured()
			wrong.add(err != nil, fmt.Sprint(err), "Write dates like 2026-11-23")
			a.Assurance = &own
		}
		all = append(all, a)
	}
	return all, wrong
}

// writeAlert is alerts the other way round.
func writeAlert(a directory.Alert) alert {
	w := alert{Kind: string(a.Kind), From: a.From.String(), Until: a.Until.String()}
	if a.Text != nil {
		w.Text, w.Lang = a.Text.Text, a.Text.Lang
	}
	if a.Assurance != nil {
		w.assurance = writeAssurance(*a.Assurance)
	}
	return w
}

// news checks the alerts of a service.
func (c checker) news(wrong *problems, s directory.Service) {
	wrong.add(len(s.Alerts) > 5, "it has more than 5 alerts", "Leave out those that are over")
	for _, a := range s.Alerts {
		c.known(wrong, "alert", "kind of alert", string(a.Kind))
		if a.Assurance != nil {
			c.assurance(wrong, *a.Assurance)
		}
		if a.Text == nil {
			continue
		}
		_, err := language.Parse(a.Text.Lang)
		wrong.add(err != nil, "it is not said in which language the text of its alert is", `Write lang = "en"`)
		wrong.add(strings.TrimSpace(a.Text.Text) == "", "the text of its alert is empty", `Write text = "…", or leave lang out`)
	}
}
