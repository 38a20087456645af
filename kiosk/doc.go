// Package kiosk is the core: it performs what the journey decides with a directory, a rota, a
// clock and a glass, and ends every visit by forgetting it.
//
// The map of the house, from the glass inwards:
//
//	cmd/kiosk    flags and wiring; every part runs in its one group of goroutines
//	ui, ui/kit   draws a frame and one screen with Fyne; says facts through wording
//	ui/window    whether people see the window
//	typeset      text of any script, without Fyne
//	glass        the pipe between core and window, as plain values
//	kiosk        the Core: one goroutine that performs effects and owns the visit
//	journey      what comes next, and what is done about it: a pure state machine
//	tally        what of it is counted
//	needs        the tree of needs, and finding one
//	directory    services, hours, distance, ranking with reasons
//	pack         one read-only file of services: write, open, keep the last good one
//	content      the editors' bench, which the kiosk does not link: sources, checks, building;
//	             importers below it
//	phrasebook   sentences that two people can show each other
//	handoff      who can be talked to now, and the board of calls
//	takeaway     what a resident carries out of the door; code: as a QR code
//	printer      slips on paper, and never into another visit
//	desk         the champions' console: a page on the site's own network
//	site         what the installer says about the place
//	wording      structured facts said in the resident's language
//	clock        whether the machine's clock can be believed
//	usage        the vocabulary of anonymous counts
//	queue        closed hours that wait for the hub
//	bell         rings while somebody is called
//	delivery     who a kiosk is to its hub; below it line, which delivers the queue over a
//	             network, and stick, which delivers it by hand
//
// Test rigs, such as the finger that walks through a real window, are in internal/rig.
//
// layers_test.go keeps this map true. A visit lives in the Core's memory only; nothing here
// logs what a resident chose or typed.
package kiosk
