package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"frontdoor/internal/cli"
	"frontdoor/kiosk/content/preview"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/pack"
	"frontdoor/locales"
)

func runShow(ctx context.Context, args []string, out io.Writer) (err error) {
	f := flags("show", "[NEED] [flags]", "Says what is in a pack; with a need, what a resident would be shown, in the same order.")
	file := f.String("content", "", "the `pack`; without one, the built-in content")
	var ask preview.Question
	f.StringVar(&ask.Near, "near", "", "the `postcode` from which distances are")
	f.StringVar(&ask.Lang, "lang", "en", "the `language` in which it is shown")
	f.StringVar(&ask.At, "at", "", "the `time` in London at which it is shown, like 2026-11-23T11:42; without one, now")
	f.StringVar(&ask.Only, "only", "", "the `filters` that a resident has touched: open,free,step-free,language,no-proof")
	f.StringVar(&ask.Wants, "wants", "", "what the resident `needs` at a place: step-free,hearing-loop,interpreter,quiet")
	rest, err := f.ParseArgs(out, args)
	if err != nil {
		return err
	}
	store, all, done, err := open(*file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	if len(rest) == 0 {
		return preview.Counts(out, all)
	}
	tree, _, err := knownNeeds()
	if err != nil {
		return err
	}
	rights, err := pack.Rights()
	if err != nil {
		return err
	}
	d, err := directory.New(store, rights...)
	if err != nil {
		return err
	}
	ask.Need = rest[0]
	return preview.Answers(ctx, out, d, tree, ask)
}

func runFind(_ context.Context, args []string, out io.Writer) error {
	f := flags("find", "WORDS… [--lang TAG]", "Says which needs the kiosk would find for some words.")
	lang := f.String("lang", "en", "the `language` of the words")
	rest, err := f.ParseArgs(out, args)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		return cli.Usagef("say what is needed, in words")
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
