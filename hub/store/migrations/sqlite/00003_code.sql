-- +goose Up
-- Codes with which a kiosk enrols itself, once. Only digests; key is what a code was used for.

CREATE TABLE code (
  digest  BLOB PRIMARY KEY,
  kiosk   INTEGER NOT NULL REFERENCES kiosk,
  expires INTEGER NOT NULL,
  key     BLOB
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 3;
