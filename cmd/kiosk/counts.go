package main

import (
	"context"
	"log/slog"
	"time"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/site"
	"frontdoor/kiosk/usage"
)

type counts struct {
	vocabulary *usage.Vocabulary
	visit      *usage.Visit
	notices    []glass.Notice
}

func openCounts(_ context.Context, _ settings, _ site.Site, langs, leaves []string, _ *slog.Logger) (*counts, error) {
	return &counts{vocabulary: usage.NewVocabulary(langs, leaves)}, nil
}
func (c *counts) Begin(now time.Time)           { c.visit = c.vocabulary.Begin(now) }
func (c *counts) Count(d, v string)             { c.visit.Count(d, v) }
func (c *counts) End(now time.Time, o string)   { c.visit.End(now, o) }
func (c *counts) health(string)                 {}
func (c *counts) live() []glass.Notice          { return nil }
func (c *counts) run(ctx context.Context) error { <-ctx.Done(); return nil }
func (c *counts) close() error                  { return nil }
func probe(string) error                        { return nil }
