package walkthrough

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// stopPatience is how long a program may take to end by itself.
const stopPatience = 5 * time.Second

// A Program is a running command with everything that it started.
type Program struct {
	cmd  *exec.Cmd
	said tail
	done chan struct{} // closed when the command has ended
	err  error         // why; set before done is closed
}

// Launch starts a command in a session of its own. Stop must be called, even after the
// command has ended: it may have left somebody behind. Where the command's Stderr is not
// set, the end of what it complains about becomes part of Err. When this program is killed,
// the command is asked to end too.
func Launch(cmd *exec.Cmd) (*Program, error) {
	p := &Program{cmd: cmd, done: make(chan struct{})}
	if cmd.Stderr == nil {
		cmd.Stderr = &p.said
	}
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setsid = true
	cmd.SysProcAttr.Pdeathsig = syscall.SIGTERM
	// A grandchild that outlives the command may hold its pipes; that must not hold Wait.
	cmd.WaitDelay = time.Second
	started := make(chan error)
	go p.live(started)
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", filepath.Base(cmd.Path), err)
	}
	return p, nil
}

// live starts the command and stays with it. Linux counts the end of the thread that
// started a process as its parent's death, so this thread does nothing else.
func (p *Program) live(started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err := p.cmd.Start()
	started <- err
	if err != nil {
		return
	}
	p.err = p.cmd.Wait()
	close(p.done)
}

// PID is the command's own process.
func (p *Program) PID() int { return p.cmd.Process.Pid }

// Done is closed when the command has ended, by itself or by Stop.
func (p *Program) Done() <-chan struct{} { return p.done }

// Err says how the command ended; nil while it runs or when it ended well.
func (p *Program) Err() error {
	select {
	case <-p.done:
	default:
		return nil
	}
	if words := strings.TrimSpace(string(p.said)); p.err != nil && words != "" {
		return fmt.Errorf("%w: %s", p.err, words)
	}
	return p.err
}

// A tail keeps the end of what is written to it.
type tail []byte

const tailSize = 2000

// Write implements io.Writer and never fails.
func (t *tail) Write(b []byte) (int, error) {
	*t = append(*t, b...)
	if n := len(*t); n > tailSize {
		*t = (*t)[n-tailSize:]
	}
	return len(b), nil
}

// Stop asks the command to end, then ends it and all that it started, and returns when
// nobody is left. It is safe to call twice.
func (p *Program) Stop() error {
	runs := func() bool { return session(p.PID()) == p.PID() }
	var err error
	if runs() {
		err = p.signal(p.PID(), syscall.SIGTERM)
	}
	// Not Done, which comes later where a child that was left behind holds a pipe.
	await(func() bool { return !runs() })
	ended := await(func() bool {
		left := p.PIDs()
		for _, pid := range left {
			err = errors.Join(err, p.signal(pid, syscall.SIGKILL))
		}
		return len(left) == 0
	})
	if !ended {
		return errors.Join(err, fmt.Errorf("stop %s: processes %v do not end", filepath.Base(p.cmd.Path), p.PIDs()))
	}
	<-p.done
	return err
}

// await looks until something is so, or gives up after stopPatience.
func await(so func() bool) bool {
	late := time.After(stopPatience)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case <-tick.C:
		case <-late:
			return false
		}
	}
	return true
}

func (p *Program) signal(pid int, s syscall.Signal) error {
	if err := syscall.Kill(pid, s); err != nil && !errors.Is(err, syscall.ESRCH) {
		return fmt.Errorf("stop %s: %w", filepath.Base(p.cmd.Path), err)
	}
	return nil
}

// PIDs returns every process of the program that runs now, the command first.
func (p *Program) PIDs() []int {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return []int{p.PID()}
	}
	var pids []int
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		switch {
		case err != nil || session(pid) != p.PID():
		case pid == p.PID():
			pids = append([]int{pid}, pids...)
		default:
			pids = append(pids, pid)
		}
	}
	return pids
}

// Children returns the command's own children that run now.
func (p *Program) Children() []int {
	var pids []int
	for _, pid := range p.PIDs() {
		if parent(pid) == p.PID() {
			pids = append(pids, pid)
		}
	}
	return pids
}

// session is the session that a process belongs to, which is the program's own number for
// all that it started; zero when there is no such process, or only its exit code is left.
func session(pid int) int {
	if f := stat(pid); len(f) > 3 && f[0] != "Z" {
		return number(f[3])
	}
	return 0
}

func parent(pid int) int {
	if f := stat(pid); len(f) > 1 {
		return number(f[1])
	}
	return 0
}

// stat returns the fields of /proc/PID/stat that follow the command's name: state, parent,
// group, session and more, as proc(5) says. The name is in brackets and may hold anything.
func stat(pid int) []string {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil
	}
	return strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// PSS is the memory of the program and all that it started: what each process has alone,
// and its share of what it has with others. In bytes.
func (p *Program) PSS() (int64, error) {
	var sum int64
	for _, pid := range p.PIDs() {
		b, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
		if errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ESRCH) {
			continue // it ended since
		}
		if err != nil {
			return 0, fmt.Errorf("measure memory: %w", err)
		}
		for line := range strings.Lines(string(b)) {
			if rest, ok := strings.CutPrefix(line, "Pss:"); ok {
				kb, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
				if err != nil {
					return 0, fmt.Errorf("measure memory: %w", err)
				}
				sum += kb * 1024
			}
		}
	}
	return sum, nil
}
