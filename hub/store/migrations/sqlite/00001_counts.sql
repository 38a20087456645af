-- +goose Up
-- A database of the time before migrations has these tables already, and is taken over as it
-- is. user_version is what every hub looks at first: one that is too old leaves the file alone.

-- What kiosks counted, and who may count. Times are seconds since 1970 by the hub's clock,
-- hours are those of the kiosk's record. An epoch is 64 bits, kept as SQLite's signed number.

CREATE TABLE IF NOT EXISTS site (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE IF NOT EXISTS kiosk (
  id    INTEGER PRIMARY KEY,
  name  TEXT NOT NULL UNIQUE,
  site  INTEGER NOT NULL REFERENCES site,
  heard INTEGER
) STRICT;

-- Only digests: whoever reads this file cannot send counts.
CREATE TABLE IF NOT EXISTS key (
  digest  BLOB PRIMARY KEY,
  kiosk   INTEGER NOT NULL REFERENCES kiosk,
  issued  INTEGER NOT NULL,
  revoked INTEGER
) STRICT, WITHOUT ROWID;

-- How far the hub has a kiosk's records.
CREATE TABLE IF NOT EXISTS mark (
  kiosk INTEGER NOT NULL REFERENCES kiosk,
  epoch INTEGER NOT NULL,
  acked INTEGER NOT NULL,
  PRIMARY KEY (kiosk, epoch)
) STRICT, WITHOUT ROWID;

-- What a kiosk declared lost and the hub stepped over.
CREATE TABLE IF NOT EXISTS gap (
  kiosk INTEGER NOT NULL REFERENCES kiosk,
  epoch INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last  INTEGER NOT NULL,
  heard INTEGER NOT NULL,
  PRIMARY KEY (kiosk, epoch, first)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS total (
  dimension TEXT NOT NULL,
  doubtful  INTEGER NOT NULL, -- 1 when the hour is not to be trusted
  hour      INTEGER NOT NULL,
  site      INTEGER NOT NULL REFERENCES site,
  value     TEXT NOT NULL,
  count     INTEGER NOT NULL,
  PRIMARY KEY (dimension, doubtful, hour, site, value)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 1;
