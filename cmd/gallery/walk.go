package main

import "errors"

func walk([]string) error { return errors.New("not yet") }
