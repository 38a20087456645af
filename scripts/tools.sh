#!/usr/bin/env bash
# Installs pinned Go tools into a folder of the checkout, each once:
#   tools.sh FOLDER MODULE/cmd@VERSION…
# A file beside each tool remembers its version, so a new pin installs anew.
set -euo pipefail
here=$(dirname "$0")
folder=$1
shift
mkdir -p "$folder"
for tool in "$@"; do
  name=$(basename "${tool%@*}")
  mark="$folder/.$name"
  pin="$tool $(go env GOVERSION)"
  if [ -x "$folder/$name" ] && [ "$(cat "$mark" 2>/dev/null)" = "$pin" ]; then
    continue
  fi
  echo "tools   $tool (the first time takes some minutes)"
  GOBIN=$folder GOFLAGS=-buildvcs=false "$here/slowly.sh" "tools   $name:" go install "$tool" 2>&1 | sed '/^go: downloading/d'
  echo "$pin" >"$mark"
done
