package main

import (
	"context"
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"frontdoor/hub"
	"frontdoor/hub/identity"
	"frontdoor/internal/build"
	"frontdoor/internal/cli"
	"frontdoor/internal/durable"
	"frontdoor/internal/limit"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/usage"
	"frontdoor/locales"
)

// Bounds of a server that anyone may talk to. A batch is small, and so is the page.
const (
	headTime = 5 * time.Second
	readTime = 30 * time.Second
	sendTime = time.Minute
	idleTime = 2 * time.Minute
	headSize = 16 << 10
	lastTime = 10 * time.Second // for what is under way when the hub is told to stop
)

func serve(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	f := newVerb("serve", "WHERE [flags]", "Takes counts from kiosks and shows the coordinators' page, until it is told to stop. Keys can be made\nand withdrawn while it serves.")
	listen := f.String("listen", "127.0.0.1:8480", "the `address` to listen at")
	passwordFile := f.String("password-file", "", "a `file` with the page's password on one line; needed before other machines can reach the hub")
	secure := f.Bool("tls", false, "speak HTTPS with a certificate of the hub's own, which enrolled kiosks know")
	names := namesFlag(f.FlagSet)
	proxy := f.Bool("behind-proxy", false, "readers come through a proxy that speaks HTTPS with them and says in X-Forwarded-For where from; needs --password-file")
	folder := identityFlag(f.FlagSet)
	if err := f.Parse(stdout, args); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(stderr, nil))
	opts, err := options(log)
	if err != nil {
		return err
	}
	if *passwordFile != "" {
		if opts.Password, err = readPassword(*passwordFile); err != nil {
			return err
		}
	}
	opts.BehindProxy = *proxy
	if err := mayListen(*listen, *secure, *names, opts); err != nil {
		return err
	}
	s, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	scheme := "http"
	var own *tls.Config
	if *secure {
		folder, err := identityFolder(*folder, f.where)
		if err != nil {
			return err
		}
		c, err := identity.Certificate(folder, named(*names, *listen)...)
		if err != nil {
			return err
		}
		scheme, own = "https", &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{c}}
	}
	opts.Enroller, opts.Built = s, build.Time()
	if err := tellClock(ctx, s, stderr); err != nil {
		return err
	}
	if folder, err := identityFolder(*folder, f.where); err == nil {
		keys, err := identity.Open(folder)
		if err != nil {
			return err
		}
		opts.Recipient, opts.Seal = keys.Public()
		opts.Secret = keys.Secret()
	}
	handler, err := hub.New(s, opts)
	if err != nil {
		return err
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", *listen)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("something else is already listening at %s. Stop it, or choose another address with --listen", *listen)
	}
	if err != nil {
		return fmt.Errorf("the hub cannot listen at %s: %w", *listen, err)
	}
	fmt.Fprintf(stdout, "hub: the coordinators' page is at %s://%s/\n", scheme, l.Addr())
	if own != nil {
		l = tls.NewListener(l, own)
	}
	return answer(ctx, l, &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: headTime, ReadTimeout: readTime, WriteTimeout: sendTime, IdleTimeout: idleTime,
		MaxHeaderBytes: headSize,
		// Strangers who do not speak HTTPS, and handlers that fail, fill no disk.
		ErrorLog: slog.NewLogLogger(limit.Log(log.Handler(), mostLines, time.Minute), slog.LevelInfo),
	})
}

// mostLines bounds what is logged of one kind of connection that fails, in a minute.
const mostLines = 10

// namesFlag are the names that a certificate of the hub's own has.
func namesFlag(f *flag.FlagSet) *[]string {
	var names []string
	f.Func("name", "a `host` name or address at which coordinators open the page, for the certificate of --tls; may be given again", func(name string) error {
		if err := identity.CheckName(name); err != nil {
			return err
		}
		names = append(names, name)
		return nil
	})
	return &names
}

// named returns the names of a certificate, in one spelling, with the address that the hub listens
// at where that is one.
func named(names []string, listen string) []string {
	if host, _, err := net.SplitHostPort(listen); err == nil && host != "" {
		names = append(slices.Clone(names), host)
	}
	var all []string
	for _, name := range names {
		ip, err := netip.ParseAddr(name)
		switch {
		case err == nil && ip.IsUnspecified():
			continue
		case err == nil:
			name = ip.WithZone("").String()
		}
		all = append(all, strings.ToLower(name))
	}
	return all
}

// mayListen returns an error that says what is missing where a server may not begin.
func mayListen(listen string, secure bool, names []string, opts hub.Options) error {
	switch err := hub.CheckListen(listen, opts); {
	case errors.Is(err, hub.ErrOpen):
		return cli.Mendf("at %s other machines could read the counts. Listen at 127.0.0.1, or give a password with --password-file FILE", listen)
	case err != nil:
		return cli.Mendf("%v", err)
	case opts.BehindProxy && opts.Password == "":
		return cli.Mendf("whoever reaches the proxy could read the counts: give a password with --password-file FILE")
	case len(names) > 0 && !secure:
		return cli.Mendf("a name is for the certificate of --tls: add --tls, or leave --name out")
	}
	if hub.CheckClear(listen, secure, opts) != nil {
		return cli.Mendf("at %s the password and the counts would cross the network in clear text. Add --tls, or --behind-proxy if a proxy that speaks HTTPS is in front of the hub", listen)
	}
	return nil
}

// answer serves until ctx ends, and then lets what is under way finish.
func answer(ctx context.Context, l net.Listener, server *http.Server) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve: %w", err)
		}
		return nil
	})
	g.Go(func() error {
		<-ctx.Done()
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastTime)
		defer cancel()
		if err := server.Shutdown(last); err != nil {
			return errors.Join(fmt.Errorf("end: %w", err), server.Close())
		}
		return nil
	})
	return g.Wait()
}

// options returns what the hub knows of languages and needs.
func options(log *slog.Logger) (hub.Options, error) {
	words, err := locales.Open()
	if err != nil {
		return hub.Options{}, err
	}
	tree, err := needs.Load()
	if err != nil {
		return hub.Options{}, err
	}
	english := words.Printer("en")
	opts := hub.Options{Log: log, Names: func(dimension, value string) string {
		switch dimension {
		case usage.Language, usage.Wanted:
			return locales.EnglishName(value)
		case usage.Need:
			if id := needs.MessageID(value); english.Has(id) {
				return english.T(id)
			}
		}
		return ""
	}}
	for _, l := range locales.All() {
		opts.Languages = append(opts.Languages, l.Tag)
	}
	opts.Needs, opts.Screens = tree.Leaves(), journey.Steps()
	return opts, nil
}

// shortest is the least length of a password: nobody sees who is guessing it.
const shortest = 12

func readPassword(file string) (string, error) {
	b, err := durable.ReadSecret(file)
	if err != nil && !errors.Is(err, durable.ErrOthers) {
		return "", cli.Mendf("the password file cannot be read: %v", err)
	}
	open := err
	word := strings.TrimRight(string(b), "\r\n")
	if len(word) < shortest || strings.ContainsAny(word, "\r\n") {
		return "", cli.Mendf("%s should hold a password of at least %d characters on one line", file, shortest)
	}
	if open != nil {
		return "", cli.Mendf("%v", open)
	}
	return word, nil
}
