// Package hub is the coordinators' server: it takes counts from kiosks and shows them.
//
// A [Server] joins the rooms below it. [frontdoor/hub/ingest] takes batches at /v1/batches and
// enrols kiosks, [frontdoor/hub/carried] takes what comes on a stick, [frontdoor/hub/store]
// keeps counts once, [frontdoor/hub/disclosure] protects every number, and
// [frontdoor/hub/dashboard] shows what may be shown. [frontdoor/hub/identity] has the keys by
// which kiosks know the hub.
//
// The package decides who may read: without a password only a browser on the same machine, and
// with one nobody who guesses it. Of a kiosk it knows the form in which counts travel and the
// version that it runs, and nothing of residents, because nothing of them arrives.
package hub
