// Package builtin holds the content that every kiosk has: national services, and one openly
// fictional borough, so that a kiosk without a pack still has an answer to every need.
// Package content compiles it at start.
package builtin

import "embed"

// Source is a content source, in the folder "source". Its form is described in
// docs/content.md.
//
//go:embed source
var Source embed.FS

// Rights are what a resident can show at a desk, as TOML.
//
//go:embed rights.toml
var Rights string
