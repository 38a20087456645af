#!/usr/bin/env bash
# Runs a command that may be silent for minutes, and says now and then that it still runs:
#   slowly.sh LABEL COMMAND…
set -uo pipefail
label=$1
shift
"$@" &
pid=$!
trap 'kill "$pid" 2>/dev/null; wait "$pid"; exit 130' INT TERM
(
  trap 'kill "$nap" 2>/dev/null; exit' TERM
  seconds=0
  while :; do
    sleep 30 &
    nap=$!
    wait "$nap"
    seconds=$((seconds + 30))
    echo "$label still working after $seconds s"
  done
) &
clock=$!
wait "$pid"
code=$?
kill "$clock" 2>/dev/null
wait "$clock" 2>/dev/null
exit "$code"
