package store

import "context"

// Pragma returns a setting of a connection as the store's own code meets it.
func (s *SQLite) Pragma(ctx context.Context, name string) (string, error) {
	var v string
	err := s.db.QueryRowContext(ctx, "PRAGMA "+name).Scan(&v)
	return v, err
}

// Setting returns a setting of a connection as the store's own code meets it.
func (p *Postgres) Setting(ctx context.Context, name string) (string, error) {
	var v string
	err := p.pool.QueryRow(ctx, "SELECT current_setting($1)", name).Scan(&v)
	return v, err
}

// Exec runs a statement on the tables, whichever database they are in.
func (t *tables) Exec(ctx context.Context, query string) error {
	return t.db.write(ctx, func(ctx context.Context, tx transaction) error {
		_, err := tx.exec(ctx, query, nil)
		return err
	})
}
