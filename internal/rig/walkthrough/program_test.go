package walkthrough_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"frontdoor/internal/complete"
	"frontdoor/internal/rig/walkthrough"
)

// launch starts a shell script and returns the numbers that it prints first.
func launch(t *testing.T, script string) (*walkthrough.Program, []int) {
	t.Helper()
	complete.NotQuick(t, "starts programs")
	cmd := exec.CommandContext(t.Context(), "bash", "-c", script)
	out, theirs, err := os.Pipe() // StdoutPipe closes when the script ends, read or not
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	defer theirs.Close()
	cmd.Stdout = theirs
	p, err := walkthrough.Launch(cmd)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Stop(); err != nil {
			t.Error(err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	var pids []int
	for _, f := range strings.Fields(line) {
		n, err := strconv.Atoi(f)
		if err != nil {
			t.Fatal(err)
		}
		pids = append(pids, n)
	}
	return p, pids
}

func alive(pid int) bool { return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) }

func TestStopEndsAllThatAProgramStarted(t *testing.T) {
	cases := map[string]string{
		"a child that listens":              `sleep 1000 & echo $!; wait`,
		"a child that does not":             `(trap "" TERM; while :; do sleep 1000; done) & echo $!; wait`,
		"a child that was left behind":      `bash -c 'sleep 1000 & echo $!'; wait; sleep 1000`,
		"a child in a group of its own":     `set -m; sleep 1000 & echo $!; wait`,
		"a child of a program that is gone": `sleep 1000 >/dev/null & echo $!`,
	}
	for name, script := range cases {
		t.Run(name, func(t *testing.T) {
			p, pids := launch(t, script)
			if !alive(pids[0]) {
				t.Fatal("the child has not started")
			}
			if err := p.Stop(); err != nil {
				t.Fatal(err)
			}
			if alive(p.PID()) {
				t.Error("the program lives on")
			}
			if left := p.PIDs(); len(left) != 0 {
				t.Errorf("%v live on", left)
			}
			if b, err := os.ReadFile("/proc/" + strconv.Itoa(pids[0]) + "/cmdline"); err == nil && len(b) > 0 {
				t.Errorf("the child lives on: %q", b)
			}
		})
	}
}

func TestChildrenAreThoseOfTheProgramItself(t *testing.T) {
	p, pids := launch(t, `(sleep 1000 & echo $BASHPID; wait) & wait`)
	if got := p.Children(); len(got) != 1 || got[0] != pids[0] {
		t.Errorf("children are %v, want %v", got, pids)
	}
	if got := p.PIDs(); len(got) != 3 || got[0] != p.PID() {
		t.Errorf("the program is %v, want itself, its child and its child's child", got)
	}
}

func TestMemoryIsThatOfTheWholeTree(t *testing.T) {
	one, _ := launch(t, `echo 1; read -r _ < <(sleep 1000)`)
	alone, err := one.PSS()
	if err != nil {
		t.Fatal(err)
	}
	many, _ := launch(t, `bash -c 'b=$(head -c 50000000 /dev/zero | tr "\0" x); echo ${#b}; kill -STOP $$' & wait`)
	all, err := many.PSS()
	if err != nil {
		t.Fatal(err)
	}
	if alone < 100_000 || alone > 20_000_000 || all < 49_000_000 {
		t.Errorf("a shell has %d bytes, one with 50 MB below it %d", alone, all)
	}
}

func TestHowAProgramEndedIsKnown(t *testing.T) {
	p, _ := launch(t, `echo 1; head -c 9000 /dev/zero | tr "\0" x >&2; echo "the pack is damaged" >&2; exit 3`)
	<-p.Done()
	var exit *exec.ExitError
	if !errors.As(p.Err(), &exit) || exit.ExitCode() != 3 {
		t.Errorf("it ended with %v, want exit code 3", p.Err())
	}
	if words := p.Err().Error(); !strings.HasSuffix(words, "the pack is damaged") || len(words) > 3000 {
		t.Errorf("its last words are %q", words)
	}
}

// TestNobodyOutlivesADriverThatIsKilled runs itself as the driver.
func TestNobodyOutlivesADriverThatIsKilled(t *testing.T) {
	complete.NotQuick(t, "starts programs")
	const driver = "WALKTHROUGH_DRIVER"
	if os.Getenv(driver) != "" {
		p, err := walkthrough.Launch(exec.CommandContext(t.Context(), "sleep", "1000"))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(os.Stdout, p.PID())
		<-p.Done()
		return
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), driver+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var pid int
	if _, err := fmt.Fscan(out, &pid); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("the driver was not killed")
	}
	for late := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if b, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid)); err != nil || len(b) == 0 {
			return
		}
		if time.Now().After(late) {
			t.Fatalf("process %d outlives its driver", pid)
		}
	}
}

func TestAProgramThatIsNotThereIsSaid(t *testing.T) {
	_, err := walkthrough.Launch(exec.CommandContext(t.Context(), "no-such-program"))
	if !errors.Is(err, exec.ErrNotFound) {
		t.Errorf("the error is %v", err)
	}
}
