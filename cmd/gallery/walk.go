package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"time"

	"frontdoor/internal/cli"
	"frontdoor/internal/rig/walkthrough"
)

// walk starts a kiosk on a display of its own, goes through it with real pointer events in
// three languages, and saves a picture of every screen.
func walk(args []string) (err error) {
	f := cli.NewFlags(cli.About{
		Name: "gallery walk",
		Text: "Goes through a real kiosk on a display of its own, with real pointer events, in three languages,\n" +
			"and saves a picture of every screen.",
	})
	out := f.String("out", "out", "the `folder` for the pictures")
	kiosk := f.String("kiosk", filepath.Join("bin", "kiosk"), "the kiosk's `program`")
	data := f.String("data", "", "the kiosk's `folder` for counts; without one, it is made and removed")
	content := f.String("content", "", "a content `pack`; without one, the built-in content is shown")
	hub := f.String("hub", "", "the `address` of the hub that counts go to")
	key := f.String("key-file", "", "the `file` with the kiosk's key for the hub")
	postcode := f.String("postcode", "E16AN", "the `postcode` that is typed")
	if err := f.Parse(os.Stdout, args); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()

	tmp, err := os.MkdirTemp("", "frontdoor-walk-")
	if err != nil {
		return fmt.Errorf("make a folder for the walk: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	if *data == "" {
		*data = filepath.Join(tmp, "data")
	}
	display, err := walkthrough.Start(ctx, image.Pt(1920, 1080))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, display.Close()) }()
	witness, err := walkthrough.Listen(ctx, filepath.Join(tmp, "witness"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, witness.Close()) }()

	command := []string{"--data", *data, "--windowed", "--size", "1920x1080", "--witness", witness.Path(), "--flush"}
	for name, value := range map[string]string{"--content": *content, "--hub": *hub, "--key-file": *key} {
		if value != "" {
			command = append(command, name, value)
		}
	}
	cmd := exec.CommandContext(ctx, *kiosk, command...)
	cmd.Env = display.Env()
	program, err := walkthrough.Launch(cmd)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, program.Stop()) }()

	walker := walkthrough.Walker{Display: display, Witness: witness}
	pictures := 0
	for _, lang := range []string{"en", "bn", "ar"} {
		fmt.Printf("walk    a visit in %s\n", lang)
		n := 0
		met, err := walker.Visit(ctx, walkthrough.Visit{
			Lang: lang, Top: "health", Leaf: "health/gp", Postcode: *postcode,
			Look: func(ctx context.Context, name string) error {
				n++
				return walker.Photograph(ctx, filepath.Join(*out, fmt.Sprintf("walk-%s-%02d-%s.png", lang, n, name)))
			},
		})
		if err != nil {
			return err
		}
		pictures += n
		fmt.Printf("walk    %d services were listed\n", len(met.Results.Values("pick-service")))
		if _, err := walker.Go(ctx, "touch", "", "languages"); err != nil {
			return err
		}
		if _, err := walker.Go(ctx, "back", "", "attract"); err != nil {
			return err
		}
	}
	fmt.Printf("walk    %d pictures are in %s\n", pictures, *out)
	return nil
}
