-- +goose Up
-- What kiosks counted, and who may count. Times are seconds since 1970 by the hub's clock,
-- hours are those of the kiosk's record. An epoch is 64 bits, kept as a signed number.

CREATE TABLE site (
  id   BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE kiosk (
  id    BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name  TEXT COLLATE "C" NOT NULL UNIQUE,
  site  BIGINT NOT NULL REFERENCES site,
  heard BIGINT
);

-- Only digests: whoever reads this file cannot send counts.
CREATE TABLE key (
  digest  BYTEA PRIMARY KEY,
  kiosk   BIGINT NOT NULL REFERENCES kiosk,
  issued  BIGINT NOT NULL,
  revoked BIGINT
);

-- How far the hub has a kiosk's records.
CREATE TABLE mark (
  kiosk BIGINT NOT NULL REFERENCES kiosk,
  epoch BIGINT NOT NULL,
  acked BIGINT NOT NULL,
  PRIMARY KEY (kiosk, epoch)
);

-- What a kiosk declared lost and the hub stepped over.
CREATE TABLE gap (
  kiosk BIGINT NOT NULL REFERENCES kiosk,
  epoch BIGINT NOT NULL,
  first BIGINT NOT NULL,
  last  BIGINT NOT NULL,
  heard BIGINT NOT NULL,
  PRIMARY KEY (kiosk, epoch, first)
);

CREATE TABLE total (
  dimension TEXT COLLATE "C" NOT NULL,
  doubtful  BOOLEAN NOT NULL, -- the hour is not to be trusted
  hour      BIGINT NOT NULL,
  site      BIGINT NOT NULL REFERENCES site,
  value     TEXT COLLATE "C" NOT NULL,
  count     BIGINT NOT NULL,
  PRIMARY KEY (dimension, doubtful, hour, site, value)
);
