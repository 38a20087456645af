package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"frontdoor/internal/build"
	"frontdoor/internal/cli"
	"frontdoor/internal/complete"
	"frontdoor/internal/rig/cluster"
)

func TestKiosksThatComeBackTogetherAreAllTakenIn(t *testing.T) {
	complete.NotQuick(t, "drives eighty kiosks")
	for _, on := range []string{"sqlite", "postgres"} {
		t.Run(on, func(t *testing.T) {
			var out bytes.Buffer
			err := run(t.Context(), []string{"outage", "--kiosks", "80", "--sites", "7", "--within", "0s", "--at-most", "2m", "--on", on}, nil, &out)
			if errors.Is(err, cluster.ErrAbsent) {
				complete.Lacking(t, "%v", err)
			}
			if err != nil || !strings.Contains(out.String(), "drained after") || !strings.Contains(out.String(), "refused 0") {
				t.Errorf("%v\n%s", err, out.String())
			}
		})
	}
}

// The test binary is also every process that chaos starts.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && strings.HasPrefix(os.Args[1], "chaos-") {
		if err := run(context.Background(), os.Args[1:], os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestWhatIsRecordedIsCountedQueuedOrDeclaredLostWhoeverIsKilled(t *testing.T) {
	complete.NotQuick(t, "kills kiosks and hubs for some seconds")
	for _, on := range []string{"sqlite", "postgres"} {
		t.Run(on, func(t *testing.T) {
			var out bytes.Buffer
			err := run(t.Context(), []string{"chaos", "--seconds", "8", "--kiosks", "3", "--seed", "5", "--on", on}, nil, &out)
			if errors.Is(err, cluster.ErrAbsent) {
				complete.Lacking(t, "%v", err)
			}
			if err != nil || !strings.Contains(out.String(), "recorded ") {
				t.Errorf("%v\n%s", err, out.String())
			}
			t.Log(out.String())
		})
	}
}

func TestWhatCannotBeSimulatedIsSaid(t *testing.T) {
	for _, args := range [][]string{nil, {"city"}, {"outage", "--kiosks", "0"}, {"outage", "more"}, {"chaos", "--seconds", "0"}, {"chaos", "more"}} {
		var usage *cli.UsageError
		if err := run(t.Context(), args, nil, &bytes.Buffer{}); !errors.As(err, &usage) {
			t.Errorf("%v: %v", args, err)
		}
	}
	if err := run(t.Context(), []string{"outage", "--on", "paper"}, nil, &bytes.Buffer{}); err == nil {
		t.Error("there is no such store")
	}
}

func TestEachSimulationExplainsItself(t *testing.T) {
	for want, args := range map[string][]string{
		"usage:\n  simulate outage": {"--help"}, build.Line() + "\n": {"--version"},
		"  --at-most TIME\n": {"outage", "--help"}, "  --seed NUMBER\n": {"chaos", "--help"},
	} {
		var out bytes.Buffer
		if code := cli.Report(&out, "simulate", run(t.Context(), args, nil, &out)); code != cli.OK || !strings.Contains(out.String(), want) {
			t.Errorf("%q: %d, %s", args, code, out.String())
		}
	}
}
