// Package cluster runs PostgreSQL servers of its own, for tests and for measurements.
//
// A [Cluster] is a new, empty database server in a new folder. It listens on a socket in that
// folder and on no network, belongs to an unprivileged user, and ends with the process that
// started it. A standby can follow it, synchronously or not, be cut off, and be promoted; a
// server can be killed as a power cut would. The machine's own servers are not touched.
//
// It uses the programs of Debian's postgresql-15 or later and says ErrAbsent where there are
// none. No hub in service uses it: real counts are kept on a server that somebody looks
// after.
package cluster

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ErrAbsent means that PostgreSQL is not installed here.
var ErrAbsent = errors.New("there is no PostgreSQL 15 or later here: apt-get install postgresql-15")

// oldest is the oldest version that the hub works with.
const oldest = 15

// Owner is the one user of a cluster, who may do everything in it.
const Owner = "hub"

// A Cluster is one running server, or one that was stopped or killed.
type Cluster struct {
	programs string
	dir      string // holds the data, the socket and the log
	as       *syscall.Credential
	server   *exec.Cmd
	ended    chan struct{}
}

// New makes a cluster with these settings, as postgresql.conf has them, and starts it.
func New(ctx context.Context, settings ...string) (*Cluster, error) {
	c, err := place()
	if err != nil {
		return nil, fmt.Errorf("make a cluster: %w", err)
	}
	// What is written has to survive the server and not the machine: nothing is synced here, and
	// the server's own fsync stays on.
	err = c.call(ctx, "initdb", "--pgdata", c.data(), "--username", Owner, "--auth", "trust", "--no-locale", "--encoding", "UTF8", "--no-sync")
	if err == nil {
		err = c.configure(append([]string{"listen_addresses = ''", "unix_socket_directories = '" + c.dir + "'", "max_connections = 60"}, settings...))
	}
	if err == nil {
		err = c.Start(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("make a cluster: %w", err), c.Remove())
	}
	return c, nil
}

// place returns a cluster that is only a folder as yet, owned by the user that will run it.
func place() (*Cluster, error) {
	programs, err := installed()
	if err != nil {
		return nil, err
	}
	as, err := unprivileged()
	if err != nil {
		return nil, err
	}
	// Not below a test's folder: the name of a socket has to be short.
	dir, err := os.MkdirTemp("", "pg")
	if err != nil {
		return nil, err
	}
	c := &Cluster{programs: programs, dir: dir, as: as}
	if as != nil {
		if err := os.Chown(dir, int(as.Uid), int(as.Gid)); err != nil {
			return nil, errors.Join(err, os.Remove(dir))
		}
	}
	return c, nil
}

// installed returns the folder of the newest programs.
func installed() (string, error) {
	all, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if err != nil {
		return "", err
	}
	newest, at := oldest-1, ""
	for _, path := range all {
		dir := filepath.Dir(path)
		if v, err := strconv.Atoi(filepath.Base(filepath.Dir(dir))); err == nil && v > newest {
			newest, at = v, dir
		}
	}
	if at == "" {
		return "", ErrAbsent
	}
	return at, nil
}

// unprivileged returns who runs the server when this process is root, as whom it would not
// start; otherwise nobody else.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil //nolint:nilnil // without another user a command runs as this one
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return nil, err
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return nil, err
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("there is no user without rights to run a database server as")
}

func (c *Cluster) data() string { return filepath.Join(c.dir, "data") }

// Log returns the file in which the server says what happens to it.
func (c *Cluster) Log() string { return filepath.Join(c.dir, "log") }

// configure adds settings to the cluster's file.
func (c *Cluster) configure(settings []string) error {
	f, err := os.OpenFile(filepath.Join(c.data(), "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString("\n" + strings.Join(settings, "\n") + "\n")
	return errors.Join(err, f.Close())
}

// command returns a program of PostgreSQL that is run as the cluster's user.
func (c *Cluster) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, filepath.Join(c.programs, name), args...)
	cmd.Dir = c.dir
	cmd.Env = slices.DeleteFunc(os.Environ(), func(s string) bool { return strings.HasPrefix(s, "PG") })
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.as}
	return cmd
}

func (c *Cluster) call(ctx context.Context, name string, args ...string) error {
	if out, err := c.command(ctx, name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

// startTime is how long a server may take to start, on a machine that does other things too.
const startTime = 60 * time.Second

// Start starts a server that does not run, and waits until it answers.
func (c *Cluster) Start(ctx context.Context) error {
	log, err := os.OpenFile(c.Log(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("start a cluster: %w", err)
	}
	defer log.Close() //nolint:errcheck // the server has it by then
	server := c.command(context.WithoutCancel(ctx), "postgres", "-D", c.data())
	server.Stdout, server.Stderr = log, log
	server.SysProcAttr.Setpgid = true              // an interrupt at the terminal is for us to pass on
	server.SysProcAttr.Pdeathsig = syscall.SIGQUIT // and it never outlives us
	if err := server.Start(); err != nil {
		return fmt.Errorf("start a cluster: %w", err)
	}
	c.server, c.ended = server, make(chan struct{})
	go func(ended chan struct{}) {
		defer close(ended)
		server.Wait() //nolint:errcheck // how it ended is in its log
	}(c.ended)
	late := time.After(startTime)
	for {
		// A standby answers as soon as it can be read.
		if c.command(ctx, "pg_isready", "-q", "-h", c.dir).Run() == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), c.Kill())
		case <-c.ended:
			return fmt.Errorf("start a cluster: it ended at once: %s", c.lastWords())
		case <-late:
			return errors.Join(fmt.Errorf("start a cluster: it does not answer: %s", c.lastWords()), c.Kill())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (c *Cluster) lastWords() string {
	b, err := os.ReadFile(c.Log())
	if err != nil {
		return err.Error()
	}
	return string(b[max(0, len(b)-1000):])
}

// Database makes an empty database and returns its address.
func (c *Cluster) Database(ctx context.Context, name string) (string, error) {
	if err := c.call(ctx, "createdb", "-h", c.dir, "-U", Owner, name); err != nil {
		return "", err
	}
	return Address(name, c), nil
}

// Address returns a database's address on any of these clusters: whichever of them can be
// written to.
func Address(name string, clusters ...*Cluster) string {
	hosts := make([]string, len(clusters))
	for i, c := range clusters {
		hosts[i] = c.dir
	}
	q := url.Values{"host": {strings.Join(hosts, ",")}, "user": {Owner}}
	return (&url.URL{Scheme: "postgres", Path: "/" + name, RawQuery: q.Encode()}).String()
}

// Do runs statements in a database, and returns what psql prints of their results.
func (c *Cluster) Do(ctx context.Context, database, sql string) (string, error) {
	cmd := c.command(ctx, "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", c.dir, "-U", Owner, "-d", database, "-c", sql)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("psql: %w: %s", err, out)
	}
	return strings.TrimSpace(string(out)), nil
}

// Standby makes a second server that follows this one, under a name by which this one can
// wait for it (synchronous_standby_names).
func (c *Cluster) Standby(ctx context.Context, name string) (*Cluster, error) {
	s, err := place()
	if err != nil {
		return nil, fmt.Errorf("make a standby: %w", err)
	}
	err = s.call(ctx, "pg_basebackup", "--pgdata", s.data(), "--write-recovery-conf", "--checkpoint", "fast", "--no-sync",
		"--dbname", fmt.Sprintf("host=%s user=%s application_name=%s", c.dir, Owner, name))
	if err == nil { // once promoted it waits for nobody
		err = s.configure([]string{"unix_socket_directories = '" + s.dir + "'", "synchronous_standby_names = ''"})
	}
	if err == nil {
		err = s.Start(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("make a standby: %w", err), s.Remove())
	}
	return s, nil
}

// Promote makes a standby the server that is written to, and waits until it is.
func (c *Cluster) Promote(ctx context.Context) error {
	return c.call(ctx, "pg_ctl", "promote", "--wait", "--pgdata", c.data())
}

// Stop ends the server as its keeper would, with everything on the disk.
func (c *Cluster) Stop() error { return c.signal(syscall.SIGINT) }

// Kill ends the server at once, with everything that it was doing.
func (c *Cluster) Kill() error { return c.signal(syscall.SIGKILL) }

func (c *Cluster) signal(s syscall.Signal) error {
	if c.server == nil {
		return nil
	}
	pid := c.server.Process.Pid
	all := []int{pid}
	if s == syscall.SIGKILL { // its children too: they would finish what they are at
		all = append(all, children(pid)...)
	}
	for _, one := range all {
		if err := syscall.Kill(one, s); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("end a cluster: %w", err)
		}
	}
	<-c.ended
	c.server = nil
	return nil
}

// children returns the processes that one started, and none where the system does not say.
func children(pid int) []int {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	if err != nil {
		return nil
	}
	var all []int
	for field := range strings.FieldsSeq(string(b)) {
		if n, err := strconv.Atoi(field); err == nil {
			all = append(all, n)
		}
	}
	return all
}

// Remove kills the server, if it runs, and removes all that it kept.
func (c *Cluster) Remove() error { return errors.Join(c.Kill(), os.RemoveAll(c.dir)) }
