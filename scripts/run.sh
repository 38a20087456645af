#!/usr/bin/env bash
# Shows Frontdoor on this machine: a hub on its own store, and a kiosk that delivers to it.
# With a display the kiosk opens a window and runs until it is closed or Ctrl-C. Without one
# a demonstration walks through it on a virtual display, and leaves pictures in out/.
# Everything it keeps is in out/run; make clean removes it.
set -euo pipefail
cd "$(dirname "$0")/.."

keep=out/run
mkdir -p "$keep"
hub_pid=
kiosk_pid=
spoken=en_GB.UTF-8 # of the machine: Fyne complains about C, and the glass does not care

# Whoever was started here ends here, however this ends.
finish() {
  trap - EXIT INT TERM
  local pid
  for pid in $kiosk_pid $hub_pid; do
    kill "$pid" 2>/dev/null || true
  done
  for pid in $kiosk_pid $hub_pid; do
    wait "$pid" 2>/dev/null || true
  done
}
trap finish EXIT
trap 'finish; exit 130' INT TERM

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
  local port
  for port in $(seq 8480 8510); do
    answers "$port" || { echo "$port"; return; }
  done
  echo "run.sh: every port from 8480 to 8510 is in use; stop whatever is listening there" >&2
  exit 1
}

start_hub() {
  [ -s "$keep/hub.key" ] || bin/hub keys add --data "$keep/hub" --site "Example Library" --kiosk demonstration >"$keep/hub.key"
  chmod 600 "$keep/hub.key" # one of an earlier release may be open to others, and is refused
  bin/hub serve --data "$keep/hub" --listen "127.0.0.1:$port" >"$keep/hub.log" 2>&1 &
  hub_pid=$!
  for _ in $(seq 150); do
    answers "$port" && return
    kill -0 "$hub_pid" 2>/dev/null || break
    sleep 0.1
  done
  echo "run.sh: the hub did not start. Its last words:" >&2
  tail -n 5 "$keep/hub.log" >&2
  exit 1
}

port=$(free_port)
url="http://127.0.0.1:$port"
start_hub
echo "run     the hub's page is at $url/"

if [ -n "${DISPLAY:-}" ]; then
  echo "run     the kiosk opens in a window; Ctrl-C ends it and the hub"
  LANG=$spoken bin/kiosk --data "$keep/kiosk" --windowed --hub "$url" --key-file "$keep/hub.key" --flush &
  kiosk_pid=$!
  wait "$kiosk_pid"
  exit
fi

echo "run     there is no display: a demonstration walks through the kiosk on a virtual one"
LANG=$spoken bin/gallery walk --data "$keep/kiosk" --hub "$url" --key-file "$keep/hub.key" --out out &
kiosk_pid=$!
wait "$kiosk_pid"
kiosk_pid=
bin/hub page --data "$keep/hub" --out out/hub.html >/dev/null
echo "run     the pictures are in out/, the hub's page after these visits is in out/hub.html"
if [ -t 0 ]; then
  echo "run     the hub keeps running at $url/; Ctrl-C ends it"
  wait "$hub_pid"
fi
