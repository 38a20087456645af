#!/usr/bin/env bash
# Makes the fonts of the glass from Debian's Noto packages (fonts-noto-core, fonts-noto-cjk)
# with fonttools: only the letters that a script's languages need, without hinting. The
# result is committed, so that a build needs no fonts on its machine; running this again on
# the same packages gives the same bytes.
#
#   scripts/fonts.sh                 the fonts that are embedded now
#   scripts/fonts.sh Gujarati …      others that are known below, by name
#
# OUT=DIR writes them somewhere else, to compare.
set -euo pipefail
cd "$(dirname "$0")/.."

core=/usr/share/fonts/truetype/noto
cjk=/usr/share/fonts/opentype/noto
out=${OUT:-assets/fonts}
subset=(/usr/bin/python3 scripts/fonts.py subset --no-hinting --drop-tables+=DSIG,FFTM,meta --no-recalc-timestamp "--name-IDs=1,2,13,14")

[ -d "$core" ] || { echo "fonts.sh: Debian's fonts-noto-core is not installed" >&2; exit 2; }
/usr/bin/python3 -c 'import fontTools' 2>/dev/null || { echo "fonts.sh: Debian's python3-fonttools is not installed" >&2; exit 2; }

# Signs that stand in texts of every script.
signs="U+0020-007E,U+00A0,U+00A3,U+00AB,U+00B7,U+00BB,U+00D7,U+2009,U+200B-200F,U+2010-2015,U+2018-201E,U+2022,U+2026,U+202A-202E,U+2060,U+2066-2069,U+20AC,U+25CC"
latin="U+0020-024F,U+0259,U+0292,U+02B0-02FF,U+0300-036F,U+0370-03FF,U+0400-052F,U+1E00-1EFF,U+2000-206F,U+20A0-20BF,U+2116,U+2122,U+2212,U+25CC,U+FB00-FB06,U+FFFD"
ticks="U+2190-2193,U+2196-2199,U+25A0,U+25A1,U+25B2,U+25B6,U+25BC,U+25C0,U+25CB,U+25CF,U+2605,U+2606,U+2611-2612,U+2713,U+2714,U+2715"

# face NAME FILE LETTERS: both weights of one face.
face() {
  for weight in Regular Bold; do
    [ -f "$core/$2-$weight.ttf" ] || { echo "fonts.sh: $2-$weight.ttf is missing" >&2; exit 2; }
    "${subset[@]}" "$core/$2-$weight.ttf" "--unicodes=$3" "--layout-features=*" "--output-file=$out/$1-$weight.ttf"
    printf '%-22s %8d bytes\n' "$1-$weight" "$(stat -c %s "$out/$1-$weight.ttf")"
  done
}

# chinese NAME FONT-NUMBER CODEC TAG: the common characters of a national list, and every
# character that our own words in that language use. The collection has one font a region with
# that region's forms, so the forms of the others (locl), which are half its bytes, stay out.
chinese() {
  letters=$(mktemp)
  trap 'rm -f "$letters"' EXIT
  /usr/bin/python3 scripts/fonts.py letters "$3" "locales/active.$4.toml" "locales/phrases/active.$4.toml" locales/languages.toml >"$letters"
  collection "$1" "$2" "--text-file=$letters" "--layout-features=kern,ccmp"
}

# named NAME FILE: only the letters in which languages.toml writes the names of languages that
# the glass does not have yet, and its digits. "scripts/fonts.sh Gujarati" makes a whole face of
# it when the language comes.
named() {
  for weight in Regular Bold; do
    [ -f "$core/$2-$weight.ttf" ] || { echo "fonts.sh: $2-$weight.ttf is missing" >&2; exit 2; }
    "${subset[@]}" "$core/$2-$weight.ttf" --text-file=locales/languages.toml "--layout-features=*" "--output-file=$out/$1-$weight.ttf"
    printf '%-22s %8d bytes\n' "$1-$weight" "$(stat -c %s "$out/$1-$weight.ttf")"
  done
}

# collection NAME FONT-NUMBER OPTION…: both weights of one font of the Chinese, Japanese and
# Korean collection.
collection() {
  name=$1 number=$2
  shift 2
  for weight in Regular Bold; do
    [ -f "$cjk/NotoSansCJK-$weight.ttc" ] || { echo "fonts.sh: Debian's fonts-noto-cjk is not installed" >&2; exit 2; }
    "${subset[@]}" "$cjk/NotoSansCJK-$weight.ttc" "--font-number=$number" "$@" \
      --drop-tables+=VORG,vhea,vmtx "--output-file=$out/$name-$weight.otf"
    printf '%-22s %8d bytes\n' "$name-$weight" "$(stat -c %s "$out/$name-$weight.otf")"
  done
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
    Names)
      for n in Gujarati Gurmukhi Tamil Devanagari Ethiopic; do named "$n" "NotoSans$n"; done
      collection TC 3 --text=廣東話 "--layout-features=kern,ccmp"
      ;;
    Signs) collection Signs 2 "--unicodes=$ticks" "--layout-features=" ;;
    *) echo "fonts.sh: $1 is not a face that is known here" >&2; exit 2 ;;
  esac
}

[ $# -gt 0 ] || set -- Latin Naskh Nastaliq Bengali SC Signs Names
for name in "$@"; do make_face "$name"; done
