#!/usr/bin/env bash
# Builds out/london.pack from the public data in ../shared/data: GP practices, pharmacies and
# dentists of London (national grouping Y56), the libraries that are open, and postcodes.
set -euo pipefail
cd "$(dirname "$0")/.."
data=../shared/data
source=out/london-source
[ -d "$data/ods" ] || { echo "london.sh: there is no public data in $data" >&2; exit 2; }
rm -rf "$source"
bin/content import ods --from "$data/ods" --area Y56 --postcodes "$data/postcodes" -o "$source"
# The list of libraries does not say when it was made; the newest year in it is 2022.
bin/content import libraries --from "$data/libraries/london_libraries.csv" --verified 2022 --postcodes "$data/postcodes" -o "$source"
bin/content import postcodes --from "$data/postcodes" -o "$source"
bin/content build "$source" -o out/london.pack
bin/content show --content out/london.pack
