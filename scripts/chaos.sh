#!/usr/bin/env bash
# Tries what the line of counts promises, for longer than a test may take: killed processes over a sick network, power cuts,
# damaged files, ninety days of a sick hub, and the models. Everything stays on this machine and ends by itself.
# SEED and SECONDS_EACH may be set.
set -euo pipefail
cd "$(dirname "$0")/.."
seed=${SEED:-$RANDOM} each=${SECONDS_EACH:-120}
export CHAOS=1
echo "chaos   seed $seed, $each seconds on each store"
bin/simulate chaos --seed "$seed" --seconds "$each"
go test -tags gles,no_emoji -count=1 -timeout 60m -v ./kiosk/queue -run 'PowerCut|FullDisk|Damage' | grep -E '^(ok|FAIL|---|    )|states|unharmed'
go test -tags gles,no_emoji -count=1 -timeout 60m -v ./hub/store -run 'PowerCut' | grep -E '^(ok|FAIL|---)|states'
go test -tags gles,no_emoji -count=1 -timeout 60m -v ./hub -run 'Ninety' | grep -E '^(ok|FAIL|---|    )'
go test -tags gles,no_emoji -count=1 -timeout 60m ./hub -run 'Recorded' -rapid.checks=3000
go test -tags gles,no_emoji -count=1 -timeout 60m ./hub/carried -rapid.checks=1000
