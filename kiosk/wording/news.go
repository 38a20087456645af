package wording

import (
	"frontdoor/assets/icons"
	"frontdoor/kiosk/directory"
	"frontdoor/locales"
)

// News says what holds for a time, in the printer's language: what it is, from when if that is
// to come, and until when. News that was not looked at again says so.
func News(p locales.Printer, a directory.Answer) []string {
	var out []string
	for _, n := range a.News {
		out = append(out, tidings(p, a, n))
	}
	return out
}

func tidings(p locales.Printer, a directory.Answer, n directory.News) string {
	parts := []string{p.T("alert." + string(n.Kind))}
	if n.Start != (directory.Date{}) {
		parts = append(parts, p.T("alert.starts", "Date", date(p, n.Start)))
	}
	if n.Until != (directory.Date{}) {
		parts = append(parts, p.T("alert.last", "Date", date(p, n.Until)))
	}
	if n.Trust.Stale && !a.Trust.Stale {
		parts = append(parts, changed(p, a))
	}
	return sentences(parts...)
}

// told are the lines of the news, before all else that is known: each with what more there is
// in its own language, which is marked.
func told(p locales.Printer, a directory.Answer) []Line {
	var lines []Line
	for i, text := range News(p, a) {
		lines = append(lines, Line{Icon: icons.Warning, Text: text, Strong: true})
		if prose := a.News[i].Text; prose != nil {
			lines = append(lines, written(p, *prose)...)
		}
	}
	return lines
}

// written gives prose in its own language. English under another language is marked as that.
func written(p locales.Printer, prose directory.Prose) []Line {
	var lines []Line
	if prose.Lang == "en" && p.Tag() != "en" {
		lines = append(lines, Line{Icon: icons.Info, Text: stopped(p, p.T("trust.english-only")), Marks: true})
	}
	return append(lines, Line{Icon: icons.Info, Text: prose.Text, Lang: prose.Lang})
}

// newsTags are the news in a few words, for a list. That a door is closed, or that nobody can
// go there, stands where its hours do.
func newsTags(p locales.Printer, a directory.Answer) []Tag {
	var tags []Tag
	for _, n := range a.News {
		switch {
		case n.Start != directory.Date{}:
		case n.Trust.Stale && !a.Trust.Stale:
			tags = append(tags, staleTag(p, a))
		case n.Kind == directory.AlertClosed || n.Kind == directory.AlertPhone:
		default:
			tags = append(tags, Tag{p.T("alert." + string(n.Kind) + ".short"), Care})
		}
	}
	return tags
}
