#!/usr/bin/env bash
# The proofs about lost work at full length, for a night and not for every change. `cargo test` runs the
# short forms.
#
# usage: tests/long.sh [KILLS] [SOAK-SECONDS]      2,000 killed sessions and an hour's soak unless said
set -euo pipefail
cd "$(dirname "$0")/.."
kills=${1:-2000} seconds=${2:-3600}
step() { printf '\n== %s (%s s)\n' "$1" "$SECONDS"; }
only() { cargo test --quiet --no-default-features --test it -- --exact --nocapture "$1"; }

step "$kills editing sessions killed at random moments"
KILLS=$kills only recovery::killed_sessions_lose_nothing_that_was_acknowledged

step "ten edits a second for $seconds s: memory stays flat"
SOAK=$((seconds * 10)) SOAK_PAUSE_MS=100 only recovery::memory_stays_flat_over_many_edits

step "saves killed and refused at every system call, and the power cut after each"
cargo test --quiet --no-default-features --test it -- faults

step "done"
