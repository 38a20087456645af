// Package hub is the coordinators' server: it takes counts from kiosks and shows them.
//
// A [Server] joins the rooms below it. [frontdoor/hub/ingest] takes batches at /v1/batches,
// [frontdoor/hub/store] keeps them once, [frontdoor/hub/disclosure] protects every number,
// and [frontdoor/hub/dashboard] shows what may be shown. The package decides who may read:
// without a password only a browser on the same machine, and with one nobody who guesses. Of
// a kiosk it knows the form in which counts travel, and nothing of residents, because nothing
// of them arrives.
package hub
