// Package preview says in lines of text what a kiosk would show of some content: the answers to
// a need as the glass lists them, in any of its languages, or how much there is of what.
//
// Editors read it before a pack is published. It asks the same directory and the same wording as
// the kiosk does, so that what it prints is what a resident would see.
package preview

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// A Question is what an editor asks at a shell. All but Need may be empty.
type Question struct {
	Need  string // a leaf of the tree
	Near  string // a postcode
	Lang  string // a language of the kiosk
	At    string // a time in London, "2026-11-23T11:42"; empty is now
	Only  string // filters between commas: "open,step-free"
	Wants string // wishes between commas: "step-free,hearing-loop,interpreter,quiet"
}

// Answers writes the answers as the glass shows them, in the same order, one a line: rank, name,
// postcode, distance, opening, who says so, whether it has to be checked, why it is there, what
// news there is of it, and its usual hours. Its error is a sentence for the person who asked.
func Answers(ctx context.Context, out io.Writer, d *directory.Directory, tree *needs.Tree, ask Question) error {
	if _, ok := tree.Leaf(ask.Need); !ok {
		return fmt.Errorf("%q is not a need. There are: %s", ask.Need, strings.Join(tree.Leaves(), ", "))
	}
	q := directory.Query{Need: ask.Need, Now: time.Now(), Lang: ask.Lang}
	var err error
	if ask.At != "" {
		if q.Now, err = parseTime(ask.At); err != nil {
			return err
		}
	}
	if q.Filters, err = parseFilters(ask.Only); err != nil {
		return err
	}
	if q.Wishes, err = parseWishes(ask.Wants); err != nil {
		return err
	}
	if ask.Near != "" {
		from, _, err := d.Place(ctx, ask.Near)
		if err != nil {
			return fmt.Errorf("%s: %w", ask.Near, err)
		}
		q.From = &from
	}
	return answers(ctx, out, d, q)
}

func parseTime(s string) (time.Time, error) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		return time.Time{}, err
	}
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(form, s, london); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is not a time: write it like 2026-11-23T11:42", s)
}

// parseFilters reads "open,step-free".
func parseFilters(s string) ([]directory.Filter, error) {
	var out []directory.Filter
	for _, id := range list(s) {
		f := directory.Filter(id)
		if !slices.Contains(directory.Filters(), f) {
			var ids []string
			for _, f := range directory.Filters() {
				ids = append(ids, string(f))
			}
			return nil, fmt.Errorf("%q is not a filter. There are: %s", id, strings.Join(ids, ", "))
		}
		out = append(out, f)
	}
	return out, nil
}

// parseWishes reads "step-free,hearing-loop,interpreter,quiet".
func parseWishes(s string) (w directory.Wishes, err error) {
	for _, id := range list(s) {
		switch id {
		case "step-free":
			w.StepFree = true
		case "hearing-loop":
			w.HearingLoop = true
		case "interpreter":
			w.Interpreter = true
		case "quiet":
			w.Quiet = true
		default:
			return w, fmt.Errorf("%q is not a wish. There are: step-free, hearing-loop, interpreter, quiet", id)
		}
	}
	return w, nil
}

// list splits at commas; an empty text has no parts.
func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

func answers(ctx context.Context, out io.Writer, d *directory.Directory, q directory.Query) error {
	words, err := locales.Open()
	if err != nil {
		return err
	}
	if !words.Known(q.Lang) {
		return fmt.Errorf("%q is not a language of the kiosk", q.Lang)
	}
	p := words.Printer(q.Lang)
	found, err := d.Find(ctx, q)
	if err != nil {
		return err
	}
	for i, a := range found.Answers {
		postcode := "-"
		if l := a.Service.Location; l != nil && l.Postcode != "" {
			postcode = l.Postcode
		}
		miles, _ := wording.Distance(p, a)
		line := tabs(strconv.Itoa(i+1), a.Service.Name, postcode, cmp.Or(miles, "-"),
			wording.Opening(p, a.Open, len(a.Service.Phones) > 0).Text, wording.CheckedBy(p, a), cmp.Or(wording.Stale(p, a), "-"), cmp.Or(wording.Why(p, a), "-"),
			cmp.Or(strings.Join(wording.News(p, a), " "), "-"), cmp.Or(strings.Join(wording.Usual(p, a), "; "), "-"))
		if _, err := io.WriteString(out, line); err != nil {
			return err
		}
	}
	if left := wording.LeftOut(p, found.Left); left != "" {
		_, err = io.WriteString(out, left+"\n")
	}
	return err
}

// Counts writes what there is: how many services of each kind, who says so, and when.
func Counts(out io.Writer, all []directory.Service) error {
	type key struct{ kind, source, verified, expires string }
	counts := map[key]int{}
	for _, s := range all {
		counts[key{s.Kind, s.Assurance.Source, s.Assurance.VerifiedOn.String(), s.Assurance.ExpiresOn.String()}]++
	}
	keys := make([]key, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.kind, b.kind), cmp.Compare(a.verified, b.verified))
	})
	if _, err := io.WriteString(out, tabs("count", "kind", "source", "verified_on", "expires_on")); err != nil {
		return err
	}
	for _, k := range keys {
		if _, err := io.WriteString(out, tabs(strconv.Itoa(counts[k]), k.kind, k.source, k.verified, k.expires)); err != nil {
			return err
		}
	}
	return nil
}

// tabs joins the columns of a line.
func tabs(columns ...string) string { return strings.Join(columns, "\t") + "\n" }
