package store_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"frontdoor/internal/complete"
)

// A mutation is one place of the store's code that a mutant has otherwise. The code that is
// shipped knows nothing of it: it is put over the files while a test binary is built.
type mutation struct{ file, old, mutant string }

var mutations = []mutation{
	{"taking.go", `if r.Seq <= t.mark {`, `if r.Seq <= t.mark && mutant != "no dedupe" {`},
	{"taking.go", `t.mark = r.Seq`, `t.mark = max(t.mark, r.Seq)`},

	// The mark as it was before the lock was there; on a server, the lock itself is left out.
	{"add.go", "\terr := t.db.write(ctx", `	var before int64
	if err := t.db.one(ctx, ` + "`SELECT acked FROM mark WHERE epoch = @epoch AND kiosk = (SELECT id FROM kiosk WHERE name = @kiosk)`" + `,
		args{"epoch": int64(batch.Epoch), "kiosk": kiosk}, &before); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	pause()
	err := t.db.write(ctx`},
	{"add.go", "\t\ttaken = take(had", "\t\tif mutant == \"no lock\" && t.says.lockCode == \"\" {\n\t\t\thad = uint64(before)\n\t\t}\n\t\ttaken = take(had"},
	{"postgres_tx.go", "AND epoch = $2 FOR UPDATE`", "AND epoch = $2`+rowLock()"},

	{"add.go", "\tswitch {\n\tcase err != nil:\n\t\treturn 0, fmt.Errorf(\"add a batch", `	if err == nil && mutant == "mark later" {
		pause()
		err = t.db.write(ctx, func(ctx context.Context, tx transaction) error {
			_, err := tx.exec(ctx, ` + "`INSERT INTO mark (kiosk, epoch, acked) SELECT id, @epoch, @acked FROM kiosk WHERE name = @kiosk ON CONFLICT (kiosk, epoch) DO UPDATE SET acked = excluded.acked`" + `,
				args{"epoch": int64(batch.Epoch), "acked": int64(taken.mark), "kiosk": kiosk})
			return err
		})
	}
` + "\tswitch {\n\tcase err != nil:\n\t\treturn 0, fmt.Errorf(\"add a batch"},
	{"sqlite_tx.go", "_, err = x.ExecContext(ctx, `INSERT INTO mark", "if mutant == \"mark later\" {\n\t\treturn nil\n\t}\n\t_, err = x.ExecContext(ctx, `INSERT INTO mark"},
	{"postgres_tx.go", "\tb.Queue(`UPDATE mark SET acked", "\tif mutant != \"mark later\" {\n\t\tb.Queue(`UPDATE mark SET acked"},
	{"postgres_tx.go", "at.epoch, int64(t.mark))", "at.epoch, int64(t.mark))\n\t}"},

	{"sqlite_tx.go", `return damage(tx.Commit())`, "pause()\n\treturn damage(tx.Commit())"},
	{"postgres_tx.go", "if err := tx.Commit(ctx); err != nil {", "pause()\n\tif err := tx.Commit(ctx); err != nil {"},
}

const mutantCode = `package store

import (
	"os"
	"time"
)

var mutant = os.Getenv("MUTANT")

func pause() {
	if mutant != "" {
		time.Sleep(3 * time.Millisecond)
	}
}

func rowLock() string {
	if mutant == "no lock" {
		return ""
	}
	return " FOR UPDATE"
}
`

// mutants builds this package's tests with every mutation in them, which of them is alive is
// said when they are run.
func mutants(t *testing.T) string {
	t.Helper()
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	dir, over := t.TempDir(), map[string]string{}
	put := func(file, code string) {
		at := filepath.Join(dir, file)
		if err := os.WriteFile(at, []byte(code), 0o600); err != nil {
			t.Fatal(err)
		}
		over[filepath.Join(here, file)] = at
	}
	code := map[string]string{}
	for _, m := range mutations {
		if code[m.file] == "" {
			b, err := os.ReadFile(m.file)
			if err != nil {
				t.Fatal(err)
			}
			code[m.file] = string(b)
		}
		if n := strings.Count(code[m.file], m.old); n != 1 {
			t.Fatalf("%s has %q %d times: the mutation has lost its place", m.file, m.old, n)
		}
		code[m.file] = strings.Replace(code[m.file], m.old, m.mutant, 1)
	}
	for file, c := range code {
		put(file, c)
	}
	put("mutant.go", mutantCode)
	list, err := json.Marshal(map[string]any{"Replace": over})
	if err != nil {
		t.Fatal(err)
	}
	overlay, binary := filepath.Join(dir, "overlay.json"), filepath.Join(dir, "mutants.test")
	if err := os.WriteFile(overlay, list, 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"test", "-c", "-vet=off", "-tags", "gles,no_emoji", "-overlay", overlay, "-o", binary}
	if raced {
		args = append(args, "-race")
	}
	if out, err := exec.CommandContext(t.Context(), "go", append(args, ".")...).CombinedOutput(); err != nil {
		t.Fatalf("build the mutants: %v\n%s", err, out)
	}
	return binary
}

// TestTheseTestsCatchMutants runs them on stores that are wrong in the ways that would count
// twice, each with a pause before every commit; and on one that only pauses.
func TestTheseTestsCatchMutants(t *testing.T) {
	complete.NotQuick(t, "builds stores that are wrong")
	binary := mutants(t)
	for name, c := range map[string]struct{ run, says string }{
		"no dedupe":  {"counts_once", "visits, want"},
		"mark later": {"batches_at_the_same_time", "visits, want"},
		"no lock":    {"batches_at_the_same_time", "visits, want"},
		"only pause": {"counts_once|batches_at_the_same_time", ""},
	} {
		for _, kind := range []string{"SQLite", "Postgres"} {
			t.Run(name+" on "+kind, func(t *testing.T) {
				cmd := exec.CommandContext(t.Context(), binary, "-test.v", "-test.run", "^Test"+kind+"IsAStore$/^("+c.run+")$")
				cmd.Env = append(os.Environ(), "MUTANT="+name)
				out, err := cmd.CombinedOutput()
				if strings.Contains(string(out), "SKIP") {
					complete.Lacking(t, "there is no such store here")
				}
				if !strings.Contains(string(out), "--- ") {
					t.Fatalf("nothing ran: %v\n%s", err, out)
				}
				if caught := err != nil; caught != (name != "only pause") {
					t.Errorf("caught: %v\n%s", caught, out)
				} else if !strings.Contains(string(out), c.says) {
					t.Errorf("it failed for another reason:\n%s", out)
				}
			})
		}
	}
}
