package walkthrough

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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
	done chan struct{} // closed when the command has ended
	err  error         // why; set before done is closed
}

// Launch starts a command in a process group of its own. Stop must be called, also after
// the command has ended: it may have left somebody behind.
func Launch(cmd *exec.Cmd) (*Program, error) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setsid = true
	// A grandchild that outlives the command may hold its pipes; that must not hold Wait.
	cmd.WaitDelay = time.Second
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", filepath.Base(cmd.Path), err)
	}
	p := &Program{cmd: cmd, done: make(chan struct{})}
	go func() {
		p.err = cmd.Wait()
		close(p.done)
	}()
	return p, nil
}

// PID is the command's own process.
func (p *Program) PID() int { return p.cmd.Process.Pid }

// Done is closed when the command has ended, by itself or by Stop.
func (p *Program) Done() <-chan struct{} { return p.done }

// Err says how the command ended; nil while it runs or when it ended well.
func (p *Program) Err() error {
	select {
	case <-p.done:
		return p.err
	default:
		return nil
	}
}

// Stop asks the command to end, then ends it and all that it started. It is safe to call
// twice.
func (p *Program) Stop() error {
	pids := p.PIDs() // before the tree falls apart
	if err := p.signal(syscall.SIGTERM, []int{p.PID()}); err != nil {
		return err
	}
	select {
	case <-p.done:
	case <-time.After(stopPatience):
	}
	if err := p.signal(syscall.SIGKILL, append(pids, p.PIDs()...)); err != nil {
		return err
	}
	select {
	case <-p.done:
		return nil
	case <-time.After(stopPatience):
		return fmt.Errorf("stop %s: process %d does not end", filepath.Base(p.cmd.Path), p.PID())
	}
}

// signal sends to those processes that are still of this program; a number that another
// program has been given since is left alone.
func (p *Program) signal(s syscall.Signal, pids []int) error {
	select {
	case <-p.done:
		pids = drop(pids, p.PID())
	default:
	}
	for _, pid := range pids {
		if pid != p.PID() && session(pid) != p.PID() {
			continue
		}
		if err := syscall.Kill(pid, s); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("stop %s: %w", filepath.Base(p.cmd.Path), err)
		}
	}
	return nil
}

func drop(pids []int, pid int) []int {
	var kept []int
	for _, p := range pids {
		if p != pid {
			kept = append(kept, p)
		}
	}
	return kept
}

// PIDs gives the command and every process of its session that runs now, the command first.
func (p *Program) PIDs() []int {
	pids := []int{p.PID()}
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return pids
	}
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err == nil && pid != p.PID() && session(pid) == p.PID() {
			pids = append(pids, pid)
		}
	}
	return pids
}

// Children gives the command's own children that run now.
func (p *Program) Children() []int {
	var pids []int
	for _, pid := range p.PIDs()[1:] {
		if stat(pid, parentField) == p.PID() {
			pids = append(pids, pid)
		}
	}
	return pids
}

func session(pid int) int { return stat(pid, sessionField) }

// The fields of /proc/PID/stat that follow the command's name: proc(5).
const (
	parentField  = 1
	sessionField = 3
)

// stat reads one number of /proc/PID/stat; zero when there is no such process.
func stat(pid, field int) int {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	// The name is in brackets and may hold anything, brackets and spaces too.
	fields := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
	if len(fields) <= field {
		return 0
	}
	n, err := strconv.Atoi(fields[field])
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
