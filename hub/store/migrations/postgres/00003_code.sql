-- +goose Up
-- Codes with which a kiosk enrols itself, once. Only digests; key is what a code was used for.

CREATE TABLE code (
  digest  BYTEA PRIMARY KEY,
  kiosk   BIGINT NOT NULL REFERENCES kiosk,
  expires BIGINT NOT NULL,
  key     BYTEA
);
