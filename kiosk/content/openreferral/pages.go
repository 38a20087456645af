package openreferral

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"

	"frontdoor/kiosk/content/intake"
)

// A Getter fetches from an API: pages of services, and single ones. It tries again by itself
// where that helps; an error of it ends the import.
type Getter interface {
	// Page returns page n as it came. Most APIs count from 1, some from 0.
	Page(ctx context.Context, n int) ([]byte, error)
	// Service returns one service as it came; ErrNone where the API has none by itself.
	Service(ctx context.Context, id string) ([]byte, error)
}

// A Keeper keeps what was fetched, so that a fetch that broke off goes on where it was.
type Keeper interface {
	Load(name string) ([]byte, bool)
	Save(name string, b []byte) error
}

// ErrNone means that an API has no such address.
var ErrNone = errors.New("there is nothing at this address")

// Bounds of an API. England's largest feed has some 150 pages.
const (
	maxPages    = 5000
	maxServices = 200_000
	maxFeed     = 256 << 20 // bytes of all pages together: as much is kept on the disk, and several times that in memory
)

// Collect reads every page of an API. It does not believe what the API says of itself: it goes
// on until a page is empty or brings nothing new, whatever the totals are, and tells the
// report when they were wrong. Where page 1 is not the first, page 0 is. Services that come as a line of a list are asked for one by one.
func Collect(ctx context.Context, get Getter, keep Keeper, report *intake.Report) (Records, error) {
	return collect(ctx, get, &counted{Keeper: keep, left: maxFeed}, report)
}

func collect(ctx context.Context, get Getter, keep *counted, report *intake.Report) (Records, error) {
	var all []node
	seen := map[string]bool{}
	said, zero := -1, false // zero: page 0 was asked for
	add := func(p Page) (news int) {
		for _, s := range p.Services.all {
			id := s.text("id")
			if id == "" || !seen[id] {
				news++
			}
			seen[id] = true
			all = append(all, s)
		}
		return news
	}
	for n := 1; ; n++ {
		if n > maxPages {
			return Records{}, fmt.Errorf("fetch Open Referral data: there are more than %d pages", maxPages)
		}
		page, err := fetched(keep, "page-"+strconv.Itoa(n), func() ([]byte, error) { return get.Page(ctx, n) })
		if errors.Is(err, ErrNone) && n > 1 {
			break // some APIs end so
		}
		if err != nil {
			return Records{}, fmt.Errorf("fetch Open Referral data, page %d: %w", n, err)
		}
		if n == 1 {
			said = page.Total
			if page.NotFirst {
				zeroth, err := fetched(keep, "page-0", func() ([]byte, error) { return get.Page(ctx, 0) })
				if err != nil {
					return Records{}, fmt.Errorf("fetch Open Referral data: page 1 is not the first, and page 0 cannot be had: %w", err)
				}
				zero = true
				add(zeroth)
			}
		}
		news := add(page)
		if len(all) > maxServices {
			return Records{}, fmt.Errorf("fetch Open Referral data: there are more than %d services", maxServices)
		}
		if news == 0 {
			all = all[:len(all)-page.Services.Len()] // a page beyond the end repeats the last one
			break
		}
	}
	if said > len(seen) && !zero { // some count their pages from 0 and do not say so
		zeroth, err := fetched(keep, "page-0", func() ([]byte, error) { return get.Page(ctx, 0) })
		fresh := 0
		for _, s := range zeroth.Services.all {
			if !seen[s.text("id")] {
				fresh++
			}
		}
		if err == nil && fresh == said-len(seen) { // it is what was missing, and no more
			add(zeroth)
		}
	}
	if said >= 0 && said != len(seen) {
		report.Add(intake.Entry{
			Outcome: intake.Disputed, Record: "the whole feed", Field: "total", Was: strconv.Itoa(said), Now: strconv.Itoa(len(seen)),
			Why: "the publisher says another number of services than there are",
		})
	}
	all, err := inFull(ctx, get, keep, all, report)
	return Records{all}, err
}

// inFull asks for what is behind the lines of a list.
func inFull(ctx context.Context, get Getter, keep Keeper, all []node, report *intake.Report) ([]node, error) {
	for i, n := range all {
		id := n.text("id")
		if whole(n) || id == "" {
			continue
		}
		one, err := fetched(keep, "service-"+slug(id)+"-"+mark(id), func() ([]byte, error) { return get.Service(ctx, id) })
		switch {
		case errors.Is(err, ErrNone):
			report.Unknown(id+" "+n.text("name"), 0, "", "", "the API gives only its line of the list")
		case err != nil:
			return nil, fmt.Errorf("fetch Open Referral data, service %s: %w", id, err)
		case one.Services.Len() == 1:
			all[i] = one.Services.all[0]
		}
	}
	return all, nil
}

// mark tells ids apart that one name of a file could stand for.
func mark(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:8])
}

// A counted Keeper ends a feed that has no end.
type counted struct {
	Keeper
	left int // bytes
}

// Load implements Keeper. What is kept counts as what is fetched.
func (c *counted) Load(name string) ([]byte, bool) {
	b, ok := c.Keeper.Load(name)
	if c.left -= len(b); c.left < 0 {
		return nil, false
	}
	return b, ok
}

// Save implements Keeper. Its error is a feed that is too large.
func (c *counted) Save(name string, b []byte) error {
	if c.left -= len(b); c.left < 0 {
		return fmt.Errorf("all pages together are larger than %d MiB", maxFeed>>20)
	}
	return c.Keeper.Save(name, b)
}

// fetched returns a page that is kept, or fetches it and keeps it. One that cannot be read is not kept.
func fetched(keep Keeper, name string, get func() ([]byte, error)) (Page, error) {
	if b, ok := keep.Load(name); ok {
		if p, err := ParsePage(b); err == nil {
			return p, nil
		}
	}
	b, err := get()
	if err != nil {
		return Page{}, err
	}
	p, err := ParsePage(b)
	if err != nil {
		return Page{}, err
	}
	return p, keep.Save(name, b)
}
