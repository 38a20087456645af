-- +goose Up
-- Which version of the kiosk's program the last batch came from; NULL when it did not say.

ALTER TABLE kiosk ADD COLUMN version TEXT;

PRAGMA user_version = 4;
