// Package desk is the champions' console: a page on the site's own network, with no internet,
// on which the people who work there see who asks for somebody, and answer.
//
// It decides who may look (devices that were paired at the kiosk, by a code that works once
// and for two minutes), what is shown (what the resident shares, in English) and whether
// anybody listens: a console counts only while it answers, so that no resident is promised a
// person because of a telephone that sleeps in a drawer. How a call goes on is decided by the
// handoff.Board; the console knows no resident, no visit and no count, and keeps nothing but
// the names and the digests of the keys of paired devices.
//
// Several kiosks of a site share one console: one leads and serves it, the others follow it
// (Follow). Each keeps a board of its own and its own clock, so that what a waiting resident
// sees is true even when the kiosk that leads is switched off.
package desk
