package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/kiosk/content"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

func runShow(ctx context.Context, args []string, out io.Writer) (err error) {
	f := flags("show")
	pack := f.String("content", "", "")
	near := f.String("near", "", "")
	lang := f.String("lang", "en", "")
	at := f.String("at", "", "")
	only := f.String("only", "", "")
	wants := f.String("wants", "", "")
	rest, err := parse(f, args)
	if err != nil {
		return err
	}
	store, all, done, err := open(*pack)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	if len(rest) == 0 {
		return showAll(all, out)
	}
	tree, known, err := knownNeeds()
	if err != nil {
		return err
	}
	if !known(rest[0]) {
		return fmt.Errorf("%q is not a need. There are: %s", rest[0], strings.Join(tree.Leaves(), ", "))
	}
	now := time.Now()
	if *at != "" {
		if now, err = parseTime(*at); err != nil {
			return err
		}
	}
	rights, err := content.Rights(known)
	if err != nil {
		return err
	}
	d, err := directory.New(store, rights...)
	if err != nil {
		return err
	}
	q := directory.Query{Need: rest[0], Now: now, Lang: *lang}
	if q.Filters, err = parseFilters(*only); err != nil {
		return err
	}
	if q.Wishes, err = parseWishes(*wants); err != nil {
		return err
	}
	if *near != "" {
		from, _, err := d.Place(ctx, *near)
		if err != nil {
			return fmt.Errorf("%s: %w", *near, err)
		}
		q.From = &from
	}
	return showNeed(ctx, d, q, out)
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
			return w, fmt.Errorf("%q is nothing that can be wanted. There are: step-free, hearing-loop, interpreter, quiet", id)
		}
	}
	return w, nil
}

// list parts what stands between commas; nothing is no part.
func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// showNeed prints the answers as the glass shows them, in the same order: rank, name,
// postcode, distance, opening, who says so, whether it has to be checked, why it is there, what
// news there is of it, and its usual hours.
func showNeed(ctx context.Context, d *directory.Directory, q directory.Query, out io.Writer) error {
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

// showAll prints what is in the content: how many of each kind, who says so, and when.
func showAll(all []directory.Service, out io.Writer) error {
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

func runFind(_ context.Context, args []string, out io.Writer) error {
	f := flags("find")
	lang := f.String("lang", "en", "")
	rest, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		return errors.New("say what is needed, in words")
	}
	words, err := locales.Open()
	if err != nil {
		return err
	}
	if !words.Known(*lang) {
		return fmt.Errorf("%q is not a language of the kiosk", *lang)
	}
	tree, _, err := knownNeeds()
	if err != nil {
		return err
	}
	var langs []string
	for _, l := range locales.All() {
		langs = append(langs, l.Tag)
	}
	finder := needs.NewFinder(tree, func(lang, message string) string { return words.Printer(lang).T(message) }, langs)
	return needs.WriteMatches(out, finder.Find(*lang, strings.Join(rest, " ")))
}
