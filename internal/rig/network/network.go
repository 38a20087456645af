// Package network is a bad network between kiosks and a hub, on this machine only, for tests and
// simulations: each connection is passed on, slowed down, cut, reset or swallowed, and at times
// there is none.
package network

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// A Network leads to one address.
type Network struct {
	to     string
	l      net.Listener
	well   atomic.Bool
	dark   atomic.Int64 // until when no connection is taken, in milliseconds since 1970
	mu     sync.Mutex
	random *rand.Rand
	fates  map[string]int
	open   sync.WaitGroup
}

// New returns a network to an address, whose faults follow from a seed. It ends with Close.
func New(ctx context.Context, to string, seed uint64) (*Network, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	n := &Network{to: to, l: l, random: rand.New(rand.NewPCG(seed, 5)), fates: map[string]int{}}
	go n.serve(ctx)
	return n, nil
}

// Address returns where the network is entered, as host:port.
func (n *Network) Address() string { return n.l.Addr().String() }

// Heal ends all faults, of new connections.
func (n *Network) Heal() { n.well.Store(true) }

// Close lets no more connections in, and waits for those there are.
func (n *Network) Close() error {
	err := n.l.Close()
	n.open.Wait()
	return err
}

// String tells what became of the connections.
func (n *Network) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	f := n.fates
	return fmt.Sprintf("connections passed on %d, slow %d, cut %d, reset %d, swallowed %d, refused %d", f["well"], f["slow"], f["cut"], f["reset"], f["swallowed"], f["dark"])
}

func (n *Network) serve(ctx context.Context) {
	for {
		c, err := n.l.Accept()
		if err != nil {
			return
		}
		n.open.Go(func() { n.connection(ctx, c) })
	}
}

// fate draws what becomes of a connection, and after how many bytes of each direction.
func (n *Network) fate() (what string, after int64) {
	n.mu.Lock()
	defer n.mu.Unlock()
	what, after = "well", 1<<40
	switch roll := n.random.IntN(100); {
	case n.well.Load():
	case time.Now().UnixMilli() < n.dark.Load():
		what = "dark"
	case roll < 2:
		what = "dark"
		n.dark.Store(time.Now().Add(time.Duration(500+n.random.IntN(1500)) * time.Millisecond).UnixMilli())
	case roll < 14:
		what, after = "reset", n.random.Int64N(700)
	case roll < 28:
		what, after = "cut", n.random.Int64N(700)
	case roll < 32:
		what = "swallowed"
	case roll < 42:
		what = "slow"
	}
	n.fates[what]++
	return what, after
}

func (n *Network) connection(ctx context.Context, c net.Conn) {
	defer c.Close() //nolint:errcheck // it is a bad network
	what, after := n.fate()
	switch what {
	case "dark":
		return
	case "swallowed":
		hold(ctx, 3*time.Second)
		return
	case "slow":
		hold(ctx, 300*time.Millisecond)
	}
	h, err := (&net.Dialer{Timeout: time.Second}).DialContext(ctx, "tcp", n.to)
	if err != nil {
		return
	}
	defer h.Close()                                                 //nolint:errcheck // as above
	stop := context.AfterFunc(ctx, func() { c.Close(); h.Close() }) //nolint:errcheck // as above
	defer stop()
	var both sync.WaitGroup
	pass := func(to, from net.Conn) {
		_, _ = io.CopyN(to, from, after) // a bad network tells nobody why
		if tcp, ok := to.(*net.TCPConn); ok && what == "reset" {
			_ = tcp.SetLinger(0) // the other end sees a reset
		}
		_ = to.Close()
		if what != "well" && what != "slow" {
			_ = from.Close()
		}
	}
	both.Go(func() { pass(h, c) })
	both.Go(func() { pass(c, h) })
	both.Wait()
}

func hold(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
