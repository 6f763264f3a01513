#!/usr/bin/env bash
# Coverage-guided fuzzing on the stable toolchain; needs a C++ compiler (g++ or clang++).
#
# usage: fuzz/run.sh [TARGET|all] [SECONDS]     targets: strand table graphml any paste recovery
#
# Starts from the fixtures and examples and from what earlier runs found (fuzz/corpus, not in git). An
# input that makes a target fail is written to fuzz/found: mend the fault, then put the input beside its
# like in tests/fixtures, where `UPDATE_EXPECT=1 cargo test hostile` writes what is to become of it.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${1:-all} seconds=${2:-60}
[ "$target" = all ] && targets=(strand table graphml any paste recovery) || targets=("$target")
host=$(rustc -vV | sed -n 's/^host: //p')
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4
 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table
 -Cllvm-args=-sanitizer-coverage-trace-compares"
RUSTFLAGS=$(tr '\n' ' ' <<<"$RUSTFLAGS")
# With a target named, build scripts and macros are built without the instrumentation.
bins=(); for name in "${targets[@]}"; do bins+=(--bin "$name"); done
cargo build --quiet --release --manifest-path fuzz/Cargo.toml --target-dir fuzz/target --target "$host" "${bins[@]}"

for name in "${targets[@]}"; do
  case $name in
    strand | recovery) seeds=(examples tests/fixtures/native tests/fixtures/hostile) words=strand ;;
    graphml) seeds=(tests/fixtures/graphml) words=graphml ;;
    table | paste) seeds=(tests/fixtures/csv) words=table ;;
    any) seeds=(tests/fixtures/{csv,graphml,kumu,dot,hostile}) words=strand ;;
    *) echo "no such target: $name" >&2; exit 2 ;;
  esac
  mkdir -p "fuzz/corpus/$name" fuzz/found
  find "${seeds[@]}" -type f ! -name '*.expected' -exec cp -n -t "fuzz/corpus/$name" {} +
  echo "== $name, $seconds s"
  "fuzz/target/$host/release/$name" "fuzz/corpus/$name" -dict="fuzz/dictionaries/$words.dict" \
    -max_total_time="$seconds" -max_len=16384 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix="fuzz/found/$name-"
done
