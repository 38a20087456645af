-- +goose Up
-- What was counted at hours that can be trusted, of all time: read for "All" in place of every
-- row of total.

CREATE TABLE ever (
  site      INTEGER NOT NULL REFERENCES site,
  dimension TEXT NOT NULL,
  value     TEXT NOT NULL,
  count     INTEGER NOT NULL,
  PRIMARY KEY (site, dimension, value)
) STRICT, WITHOUT ROWID;

INSERT INTO ever (site, dimension, value, count)
  SELECT site, dimension, value, SUM(count) FROM total WHERE doubtful = 0 GROUP BY 1, 2, 3;

PRAGMA user_version = 2;
