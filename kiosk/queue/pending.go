package queue

import (
	"fmt"

	"frontdoor/kiosk/usage"
)

// Pending returns what waits for the hub, the oldest first: at most the given number of records, and no
// more than fit into the given number of bytes on the wire, but always one if there is one.
func (q *Queue) Pending(records, bytes int) (usage.Batch, error) {
	return q.PendingAfter(0, records, bytes)
}

// PendingAfter is Pending without the records up to one.
func (q *Queue) PendingAfter(after uint64, records, bytes int) (usage.Batch, error) {
	var t usage.Batch
	err := q.view(func(r *rows) error {
		st, err := r.state()
		if err != nil {
			return err
		}
		t = usage.Batch{Epoch: st.epoch, LostThrough: st.low - 1}
		size := 0
		for seq := max(st.acked+1, st.low, after+1); seq < st.next && len(t.Records) < records; seq++ {
			row, err := r.closed(seq)
			if err != nil {
				return err
			}
			if size += len(row) + overhead; size > bytes && len(t.Records) > 0 {
				return nil
			}
			c, err := parseClosed(seq, row)
			if err != nil {
				return err
			}
			t.Records = append(t.Records, c)
		}
		return nil
	})
	if err != nil {
		return usage.Batch{}, fmt.Errorf("read what waits for the hub: %w", err)
	}
	return t, nil
}

// overhead is what a batch needs for each record besides the record itself.
const overhead = 6

// Settle takes the hub's word for how far it has got in an epoch. Further, and what it has
// is kept for seven days more; less far, because it was restored from a copy, and it is sent
// again. A hub that has more than was ever closed here knows a later state of this file,
// which was itself restored: numbers would be used twice, so a new epoch begins and a loss
// is declared. Word of another epoch is of an earlier file and changes nothing.
func (q *Queue) Settle(epoch, through uint64) error {
	due := false
	err := q.view(func(r *rows) error {
		st, err := r.state()
		due = st.epoch == epoch && st.acked != through
		return err
	})
	if err == nil && due {
		err = q.update(func(r *rows) error {
			st, err := r.state()
			switch {
			case err != nil || st.epoch != epoch:
				return err
			case through >= st.next:
				return r.renew(st)
			}
			st.acked = through
			if err := r.prune(&st); err != nil {
				return err
			}
			return r.putState(st)
		})
	}
	if err != nil {
		return fmt.Errorf("note what the hub has: %w", err)
	}
	return nil
}

// renew begins a new epoch in the same file. The open hour stays: no hub has it. Whether the
// hub has what waited cannot be known, so it is set aside rather than counted twice.
func (r *rows) renew(old state) error {
	for seq := old.low; seq < old.next; seq++ {
		if seq > old.acked {
			if err := r.moveAside(old.epoch, seq); err != nil {
				return err
			}
		}
		if err := r.tx.Bucket(bucketClosed).Delete(seqKey(seq)); err != nil {
			return err
		}
	}
	_, open, err := r.current()
	if err != nil {
		return err
	}
	st := begin()
	st.last = old.last
	loss := lossIn(old.last, st)
	if open != nil {
		open.Cells = usage.Merge(open.Cells, loss.Cells)
		loss = *open
	}
	if err := r.putOpen(loss); err != nil {
		return err
	}
	return r.putState(st)
}

// SetAside takes a record out of the way that the hub will never take. It is kept for a
// person to look at, and its place is taken by a record of the same hour that counts only
// that one was refused.
func (q *Queue) SetAside(epoch, seq uint64) error {
	err := q.update(func(r *rows) error {
		st, err := r.state()
		if err != nil || st.epoch != epoch || seq <= st.acked || seq < st.low || seq >= st.next {
			return err
		}
		row, err := r.closed(seq)
		if err != nil {
			return err
		}
		c, err := parseClosed(seq, row)
		if err != nil {
			return err
		}
		if err := r.moveAside(epoch, seq); err != nil {
			return err
		}
		c.Cells = []usage.Cell{{Dimension: usage.Health, Value: usage.RecordRefused, Count: 1}}
		return r.putClosed(c)
	})
	if err != nil {
		return fmt.Errorf("set a record aside: %w", err)
	}
	return nil
}

func (r *rows) moveAside(epoch, seq uint64) error {
	row, err := r.closed(seq)
	if err != nil {
		return err
	}
	return r.put(bucketAside, append(seqKey(epoch), seqKey(seq)...), row)
}

// Waiting is what staff may know of a queue.
type Waiting struct {
	Records uint64     // closed hours that the hub does not have
	Kept    uint64     // closed hours that it has
	Aside   int        // closed hours that were set aside
	Open    bool       // an hour is open
	Oldest  usage.Hour // of those that the hub does not have, the open one too; 0 for none
}

// Waiting returns how much is in the queue.
func (q *Queue) Waiting() (Waiting, error) {
	var w Waiting
	err := q.view(func(r *rows) error {
		st, open, err := r.current()
		if err != nil {
			return err
		}
		first := max(st.acked+1, st.low)
		w = Waiting{
			Records: st.next - first, Kept: first - st.low,
			Aside: r.tx.Bucket(bucketAside).Stats().KeyN, Open: open != nil,
		}
		if open != nil {
			w.Oldest = open.Hour
		}
		if w.Records == 0 {
			return nil
		}
		row, err := r.closed(first)
		if err != nil {
			return err
		}
		oldest, err := parseClosed(first, row)
		w.Oldest = oldest.Hour
		return err
	})
	if err != nil {
		return Waiting{}, fmt.Errorf("count what waits: %w", err)
	}
	return w, nil
}
