package ui

import "strings"

// leafID is the message that names a leaf: "health/gp" is "need.health.gp".
func leafID(leaf string) string { return "need." + strings.ReplaceAll(leaf, "/", ".") }
