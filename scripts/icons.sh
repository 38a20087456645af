#!/usr/bin/env bash
# Copies the icons of the glass from the npm packages healthicons (MIT) and
# @phosphor-icons/core, fill (MIT), into assets/icons/svg, with both licences.
# Run it after changing the list below, then look at the sheet that `make icons` writes.
set -euo pipefail
cd "$(dirname "$0")/.."

healthicons=2.0.0
phosphor=2.1.1
svgpath=2.6.0
to=assets/icons/svg

# name here = h:path in healthicons, or p:name in Phosphor's fill set
icons='
urgent      = p:siren
health      = h:people/doctor
mind        = h:specialties/psychology
home        = h:places/home
money       = p:currency-gbp
family      = h:people/pregnant
care        = h:people/elderly
work        = h:people/construction_worker
rights      = h:objects/justice
community   = h:symbols/community_meeting

arrow-back  = p:arrow-left
arrow-next  = p:arrow-right
caret-back  = p:caret-left
caret-next  = p:caret-right
caret-up    = p:caret-up
caret-down  = p:caret-down
language    = p:translate
comfort     = p:person-arms-spread
finish      = p:sign-out
wave        = p:hand-waving
touch       = p:hand-tap
emergency   = p:phone-call
phone       = p:phone
text        = p:chat-text
letter      = p:envelope
speak       = p:chats
ear         = p:ear
speaker     = p:speaker-high
pin         = p:map-pin
house       = p:house-line
clock       = p:clock
check       = p:check-circle
close       = p:x
info        = p:info
warning     = p:warning
search      = p:magnifying-glass
keyboard    = p:keyboard
erase       = p:backspace
walk        = p:person-simple-walk
wheelchair  = p:wheelchair
card        = p:identification-card
qr-code     = p:qr-code
printer     = p:printer
staff       = p:wrench
people      = p:users-three
books       = p:books
council     = p:bank
pharmacy    = h:symbols/pharmacy
tooth       = p:tooth
stethoscope = p:stethoscope
'

command -v npm >/dev/null && command -v node >/dev/null || {
  echo "npm is not installed. Install it with: apt-get install npm" >&2
  exit 1
}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

echo "fetching healthicons $healthicons and @phosphor-icons/core $phosphor"
(cd "$tmp" && npm pack --silent "healthicons@$healthicons" "@phosphor-icons/core@$phosphor" >/dev/null)
mkdir "$tmp/h" "$tmp/p"
npm install --silent --no-audit --no-fund --prefix "$tmp" "svgpath@$svgpath" >/dev/null
tar -xzf "$tmp/healthicons-$healthicons.tgz" -C "$tmp/h" --strip-components=1
tar -xzf "$tmp/phosphor-icons-core-$phosphor.tgz" -C "$tmp/p" --strip-components=1

rm -rf "$to"
mkdir -p "$to"
count=0
while IFS='= ' read -r name from; do
  [ -n "$name" ] || continue
  case $from in
    h:*) src="$tmp/h/public/icons/svg/filled/${from#h:}.svg" ;;
    p:*) src="$tmp/p/assets/fill/${from#p:}-fill.svg" ;;
  esac
  [ -f "$src" ] || { echo "there is no icon $from" >&2; exit 1; }
  node scripts/icons.mjs "$tmp" "$src" "$to/$name.svg"
  count=$((count + 1))
done <<<"$icons"
cp "$tmp/h/LICENSE" assets/icons/LICENSE-healthicons
cp "$tmp/p/LICENSE" assets/icons/LICENSE-phosphor
echo "$count icons in $to"
