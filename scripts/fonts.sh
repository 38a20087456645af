#!/usr/bin/env bash
# Makes the fonts of the glass from Debian's Noto packages (fonts-noto-core, fonts-noto-cjk)
# with fonttools: only the letters that a script's languages need, without hinting. The
# result is committed, so that a build needs no fonts on its machine; running this again on
# the same packages gives the same bytes.
#
#   scripts/fonts.sh                 the fonts that are embedded now
#   scripts/fonts.sh Gujarati …      others that are known below, by name
set -euo pipefail
cd "$(dirname "$0")/.."

core=/usr/share/fonts/truetype/noto
cjk=/usr/share/fonts/opentype/noto
out=assets/fonts
subset=(/usr/bin/python3 -m fontTools.subset --no-hinting --drop-tables+=DSIG,FFTM,meta --no-recalc-timestamp "--name-IDs=1,2,13,14")

[ -d "$core" ] || { echo "fonts.sh: Debian's fonts-noto-core is not installed" >&2; exit 2; }
/usr/bin/python3 -c 'import fontTools' 2>/dev/null || { echo "fonts.sh: Debian's python3-fonttools is not installed" >&2; exit 2; }

# Signs that stand in texts of every script.
signs="U+0020-007E,U+00A0,U+00A3,U+00AB,U+00B7,U+00BB,U+00D7,U+2009,U+200B-200F,U+2010-2015,U+2018-201E,U+2022,U+2026,U+202A-202E,U+2060,U+2066-2069,U+20AC,U+25CC"
latin="U+0020-024F,U+0259,U+0292,U+02B0-02FF,U+0300-036F,U+0370-03FF,U+0400-052F,U+1E00-1EFF,U+2000-206F,U+20A0-20BF,U+2116,U+2122,U+2190-2199,U+2212,U+2713,U+25CC,U+FB00-FB06"

# face NAME FILE LETTERS: both weights of one face.
face() {
  for weight in Regular Bold; do
    [ -f "$core/$2-$weight.ttf" ] || { echo "fonts.sh: $2-$weight.ttf is missing" >&2; exit 2; }
    "${subset[@]}" "$core/$2-$weight.ttf" "--unicodes=$3" "--layout-features=*" "--output-file=$out/$1-$weight.ttf"
    printf '%-22s %8d bytes\n' "$1-$weight" "$(stat -c %s "$out/$1-$weight.ttf")"
  done
}

# chinese NAME FONT-NUMBER CODEC: the common characters of a national list, and every
# character that our own words use.
chinese() {
  letters=$(mktemp)
  /usr/bin/python3 - "$3" locales/active."$4".toml >"$letters" <<'PY'
import os, sys
codec, words = sys.argv[1:3]
common = set()
rows = range(0xB0, 0xD8) if codec == "gb2312" else range(0xA4, 0xC7)
for a in rows:
    for b in range(0x40, 0xFF):
        try:
            common.add(bytes([a, b]).decode(codec))
        except UnicodeDecodeError:
            pass
if os.path.exists(words):
    common |= {c for c in open(words, encoding="utf-8").read() if ord(c) >= 0x2E80}
blocks = [(0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x2030, 0x203B), (0x3000, 0x303F), (0xFF01, 0xFF5E)]
common |= {chr(c) for a, b in blocks for c in range(a, b + 1)}
sys.stdout.write("".join(sorted(common)))
PY
  for weight in Regular Bold; do
    "${subset[@]}" "$cjk/NotoSansCJK-$weight.ttc" "--font-number=$2" "--text-file=$letters" \
      "--layout-features=locl,kern,ccmp" "--output-file=$out/$1-$weight.otf"
    printf '%-22s %8d bytes\n' "$1-$weight" "$(stat -c %s "$out/$1-$weight.otf")"
  done
  rm -f "$letters"
}

make_face() {
  case $1 in
    Latin) face Latin NotoSans "$latin" ;;
    Naskh) face Naskh NotoNaskhArabic "$signs,U+0600-06FF,U+0750-077F,U+08A0-08FF,U+FB50-FDFF,U+FE70-FEFC" ;;
    Nastaliq) face Nastaliq NotoNastaliqUrdu "$signs,U+0600-06FF,U+0750-077F,U+FDF2,U+FDFA,U+FDFD" ;;
    Bengali) face Bengali NotoSansBengali "$signs,U+0980-09FF,U+0964,U+0965" ;;
    Gujarati) face Gujarati NotoSansGujarati "$signs,U+0A80-0AFF,U+0964,U+0965" ;;
    Gurmukhi) face Gurmukhi NotoSansGurmukhi "$signs,U+0A00-0A7F,U+0964,U+0965,U+262C" ;;
    Tamil) face Tamil NotoSansTamil "$signs,U+0B80-0BFF,U+0964,U+0965" ;;
    Devanagari) face Devanagari NotoSansDevanagari "$signs,U+0900-097F,U+A8E0-A8FF,U+1CD0-1CFF" ;;
    Sinhala) face Sinhala NotoSansSinhala "$signs,U+0D80-0DFF,U+0964" ;;
    Ethiopic) face Ethiopic NotoSansEthiopic "$signs,U+1200-137F" ;;
    Hebrew) face Hebrew NotoSansHebrew "$signs,U+0590-05FF,U+FB1D-FB4F,U+20AA" ;;
    SC) chinese SC 2 gb2312 zh-Hans ;;
    TC) chinese TC 3 big5 zh-Hant ;;
    *) echo "fonts.sh: $1 is not a face that is known here" >&2; exit 2 ;;
  esac
}

[ $# -gt 0 ] || set -- Latin Naskh Nastaliq Bengali SC
for name in "$@"; do make_face "$name"; done
