#!/usr/bin/env bash
# Runs every fuzz test of the module for a while, one after the other: fuzz.sh TAGS TIME
set -euo pipefail
cd "$(dirname "$0")/.."
tags=$1 time=$2
found=0
while IFS=: read -r file name; do
  found=$((found + 1))
  echo "fuzz    $name in $(dirname "$file"), $time"
  go test -tags "$tags" -run '^$' -fuzz "^$name\$" -fuzztime "$time" "./$(dirname "$file")"
done < <(grep -rEo --include='*_test.go' '^func Fuzz[A-Za-z0-9_]+' . | sed -E 's#^\./##; s/func //')
echo "$found fuzz tests found nothing"
