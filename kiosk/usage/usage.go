// Package usage is the vocabulary of anonymous counts and its wire form.
package usage
