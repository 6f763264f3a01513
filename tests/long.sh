#!/usr/bin/env bash
# The proofs about lost work at full length, for a night and not for every change. `cargo test` runs the
# short forms.
#
# usage: tests/long.sh [KILLS] [SOAK-SECONDS]      2,000 killed sessions and an hour's soak unless said
#
# It builds once and then runs what it built: nothing that happens to the sources meanwhile matters.
set -euo pipefail
cd "$(dirname "$0")/.."
kills=${1:-2000} seconds=${2:-3600}
step() { printf '\n== %s (%s s)\n' "$1" "$SECONDS"; }

step "building"
build=$(cargo test --no-default-features --test it --no-run --message-format=json-render-diagnostics)
it=$(sed -n 's/.*"executable":"\([^"]*\/it-[^"]*\)".*/\1/p' <<<"$build")
[ -x "$it" ] || { echo "the tests were not built" >&2; exit 1; }
only() { # the name of one test; that it was there is made sure, as a filter that fits nothing fails nothing
  local said
  said=$("$it" --exact --nocapture "$1" | tee >(cat >&2))
  [[ $said == *"1 passed"* ]] || { echo "there is no test $1" >&2; exit 1; }
}

step "$kills editing sessions killed at random moments"
KILLS=$kills only recovery::killed_sessions_lose_nothing_that_was_acknowledged

step "ten edits a second for $seconds s: memory stays flat"
SOAK=$((seconds * 10)) SOAK_PAUSE_MS=100 only recovery::memory_stays_flat_over_many_edits

step "saves killed and refused at every system call, and the power cut after each"
"$it" faults

step "done"
