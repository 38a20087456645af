package main

import (
	"path/filepath"

	"frontdoor/kiosk/bell"
	"frontdoor/kiosk/delivery/stick"
	"frontdoor/kiosk/desk"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/usage"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// What is wrong with the parts of a kiosk becomes notices for staff. The messages are
// "staff.notice.<id>"; those that are counted have their ids in the vocabulary of counts.
const (
	authorityAnew = "authority-anew"
	bellBroken    = "bell-broken"
	clockWrong    = "clock-wrong"
	consoleOff    = "console-off"
	countsOff     = "counts-off"
	hubRefused    = "hub-refused"
	stickDone     = "stick-done"
	stickFault    = "stick-fault"
	stickAsks     = "stick-invitation"
)

// notice returns a notice with a detail, and none where the detail is empty.
func notice(id, detail string) []glass.Notice {
	if detail == "" {
		return nil
	}
	return []glass.Notice{{ID: id, Detail: detail}}
}

func bellNotices(b *bell.Bell) []glass.Notice       { return notice(bellBroken, b.Broken()) }
func consoleNotices(c *desk.Console) []glass.Notice { return notice(consoleOff, c.Fault()) }

func stickNotices(d *stick.Delivery) []glass.Notice {
	told, in := d.Told()
	switch {
	case !in:
		return nil
	case told.Well:
		return notice(stickDone, told.Text)
	case told.Invited:
		return notice(stickAsks, told.Text)
	}
	return notice(stickFault, told.Text)
}

// notices tells staff of a pack that was refused.
func (b *books) notices() []glass.Notice {
	switch {
	case b.shelf == nil:
		return nil
	case b.shelf.Store() == nil: // nothing but the built-in content could be shown
		return notice(usage.ContentDamaged, b.shelf.Fault())
	}
	return notice(usage.ContentKept, b.shelf.Fault())
}

// lost tells staff of counts that a damaged file took with it, from the start.
func (c *counts) lost() []glass.Notice {
	if d := c.queue.Damage(); d != nil {
		return notice(usage.CountsLost, filepath.Base(d.SetAside))
	}
	return nil
}

// notices tells staff what has come up with the counts since the start.
func (c *counts) notices() []glass.Notice {
	all := notice(hubRefused, c.line.Fault())
	if c.off.Load() || c.writer.Failing() {
		all = append(all, glass.Notice{ID: countsOff})
	}
	return all
}

// english says on the desk's console what the glass says in English.
type english struct{ p locales.Printer }

func (english) Language(tag string) string   { return locales.EnglishName(tag) }
func (e english) Need(leaf string) string    { return wording.Need(e.p, leaf) }
func (e english) Told(l handoff.Line) string { return wording.Told(e.p, l) }
