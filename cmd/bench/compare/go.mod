// A module of its own: the kiosk does not depend on SQLite, and a measurement shall not make it.
module frontdoor/cmd/bench/compare

go 1.26.0

require modernc.org/sqlite v1.62.0
