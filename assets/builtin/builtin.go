// Package builtin holds the content that every kiosk has: national services, and one openly
// fictional borough, so that a kiosk without a pack still has an answer to every need.
//
// Editors write Source and Rights, and kiosk/content checks them. What kiosks read is Compiled,
// made of both by go generate; a test of kiosk/content fails when it is out of date.
package builtin

import "embed"

//go:generate go run frontdoor/cmd/content builtin -o builtin.cbor

// Source is a content source, in the folder "source". Its form is described in
// docs/content.md.
//
//go:embed source
var Source embed.FS

// Rights are what a resident can show at a desk, as TOML.
//
//go:embed rights.toml
var Rights string

// Compiled is Source and Rights as a kiosk reads them (kiosk/pack).
//
//go:embed builtin.cbor
var Compiled []byte
