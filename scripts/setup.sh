#!/usr/bin/env bash
# Installs what is missing on a Debian 12 machine, by name and only if absent.
#   setup.sh         everything that make run and make test need
#   setup.sh go      only checks that Go is there and new enough
#   setup.sh bench   also Chromium and fonts, for make bench
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

# Any Go from 1.21 on fetches the version that go.mod names, unless it is told not to.
check_go() {
  local need have how
  need=$(awk '$1 == "go" { print $2; exit }' go.mod)
  need=${need%.*}
  how="install it from go.dev/dl and put its bin folder first on the PATH, or install golang-go from bookworm-backports, which fetches the rest by itself."
  if ! command -v go >/dev/null; then
    say "Frontdoor needs Go $need or newer, and there is none: $how"
    exit 1
  fi
  have=$(go env GOVERSION 2>/dev/null) || have=$(go version 2>/dev/null | awk '{ print $3 }')
  have=${have#go}
  if [ "$(printf '%s\n%s\n' "$need" "$have" | sort -V | head -n 1)" != "$need" ]; then
    say "Frontdoor needs Go $need or newer, and $(command -v go) is $have: $how"
    exit 1
  fi
}

# What the build, the window and the tests need.
window=(
  gcc libc6-dev pkg-config ca-certificates
  libgl-dev libgles-dev libegl-dev libx11-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev
  libgl1-mesa-dri libegl1 libgles2 libglx-mesa0
  xvfb xkb-data tzdata
  unicode-data libharfbuzz-bin
  chromium libnss3-tools iproute2 zbar-tools # the desk's console is tested in a browser, and from a second network
  strace                                     # what the hub writes is watched, and cut off
  alsa-utils                                 # the built-in bell is played
  cups-ipp-utils dbus avahi-daemon           # an office printer to test with
)
# The hub's tests start PostgreSQL servers of their own, in folders of their own.
database=(postgresql-15)
# What make bench compares with.
bench=(fonts-noto-core fonts-noto-cjk)

install_missing() {
  local missing=() p
  for p in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || missing+=("$p")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "These Debian packages are missing, and without root or sudo they cannot be installed here. Ask for: apt-get install ${missing[*]}"
      exit 1
    fi
    root=(sudo)
  fi
  say "setup   installing ${missing[*]}"
  if ! { "${root[@]}" apt-get update -q && "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"; } >&2; then
    say "The Debian packages could not be installed. With a network, try: apt-get install ${missing[*]}"
    exit 1
  fi
}

# install_database installs PostgreSQL's programs without starting a server for the machine.
install_database() {
  local conf=/etc/postgresql-common/createcluster.conf
  [ "$(dpkg-query -W -f='${db:Status-Status}' "${database[@]}" 2>/dev/null)" = installed ] && return 0
  install_missing postgresql-common
  if [ -w "$conf" ]; then
    sed -i 's/^#create_main_cluster = true/create_main_cluster = false/' "$conf"
  elif command -v sudo >/dev/null; then
    sudo sed -i 's/^#create_main_cluster = true/create_main_cluster = false/' "$conf"
  fi
  install_missing "${database[@]}"
}

case ${1:-all} in
  go) check_go ;;
  all | bench)
    if ! command -v dpkg-query >/dev/null; then
      say "This is not a Debian machine. Install what Debian calls: ${window[*]} ${database[*]}"
      exit 1
    fi
    if [ "${1:-all}" = bench ]; then
      install_missing "${window[@]}" "${bench[@]}"
      install_database
    else
      install_missing "${window[@]}"
      install_database
    fi
    check_go
    ;;
  *)
    say "setup.sh: '$1' is not one of its words; run it alone, with go or with bench"
    exit 2
    ;;
esac
