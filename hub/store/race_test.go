//go:build race

package store_test

// raced says that these tests run with the race detector: what they build does too, for it is
// then built already.
const raced = true
