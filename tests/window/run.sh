#!/usr/bin/env bash
# The program in a real window, driven by mouse and keyboard: start, three names, connect, rate, save,
# export; then the saved file and the picture are checked. Needs Xvfb, openbox, xdotool, imagemagick.
#
# usage: run.sh PROGRAM [FOLDER-FOR-PICTURES]
set -euo pipefail
program=$(realpath "$1")
home=$(mktemp -d)
shots=${2:-$home}
number=90
while [ -e "/tmp/.X11-unix/X$number" ] || [ -e "/tmp/.X$number-lock" ]; do number=$((number + 1)); done
export DISPLAY=:$number THREESTRAND_HOME="$home/state" THREESTRAND_DIALOGS=own LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY

cleanup() {
  kill "${window:-}" "${manager:-}" "${screen:-}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$home"
}
trap cleanup EXIT

fail() {
  echo "window test: $1" >&2
  import -window root "${TMPDIR:-/tmp}/window-test-failed.png" 2>/dev/null || true
  cat "$home/log" >&2 || true
  exit 1
}
shot() { import -window root "$shots/$1.png"; }
key() { for k in "$@"; do xdotool key --clearmodifiers "$k"; sleep 0.15; done; }
say() { xdotool type --delay 25 "$1"; sleep 0.2; }
to() { xdotool mousemove "$1" "$2"; sleep 0.15; }
drag() { # x y x y, in small steps as a hand does it
  to "$1" "$2"
  xdotool mousedown 1
  for i in 1 2 3 4 5 6 7 8; do
    to $(($1 + ($3 - $1) * i / 8)) $(($2 + ($4 - $2) * i / 8))
  done
  sleep 0.2
  xdotool mouseup 1
  sleep 0.3
}
wait_for() { # what, seconds, command...
  local what=$1 tries=$(($2 * 5))
  shift 2
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || fail "$what did not happen"
    sleep 0.2
  done
}

Xvfb ":$number" -screen 0 1440x960x24 >/dev/null 2>&1 & screen=$!
wait_for "a screen" 10 xdpyinfo
openbox >/dev/null 2>&1 & manager=$!
sleep 0.5
"$program" >"$home/log" 2>&1 & window=$!
wait_for "the window" 60 xdotool search --onlyvisible --name Threestrand
id=$(xdotool search --onlyvisible --name Threestrand | head -1)
xdotool windowactivate --sync "$id" windowsize --sync "$id" 1440 900 windowmove "$id" 0 0 || true
sleep 1.5
shot start

# A new map and three names, each typed where the pointer is.
key ctrl+n
sleep 0.5
for actor in "360 300 Cafe team" "760 300 Regulars" "560 560 Dairy"; do
  read -r x y name <<<"$actor"
  to "$x" "$y"
  say "$name"
  key Return Escape
  sleep 0.4
done
shot names

# Two cords, drawn from rim to body, each rated on its card.
drag 375 300 760 300
key Return
sleep 0.3
say "5432"
sleep 0.3
key Escape
to 360 300
drag 368 313 560 560
key Return
sleep 0.3
say "4300"
sleep 0.3
shot rated
key Escape Escape

# The second cord matters less after all: in the table, by keyboard alone. A note, and a remark for the park.
key F4
sleep 0.6
key Down Right Right
say "3"
sleep 0.3
shot table
key F4
sleep 0.4
to 560 200
key ctrl+m
say "ask the dairy"
key Return
key ctrl+shift+m
say "the bus is late"
key Return
sleep 0.3
shot notes

# Save by our own path dialog, then export a picture.
key ctrl+s
sleep 0.6
key ctrl+a
say "$home/workshop.strand"
key Return
wait_for "the saved map" 10 test -s "$home/workshop.strand"
key ctrl+e
sleep 0.8
shot export
key Return
sleep 0.8
key ctrl+a
say "$home/picture.png"
key Return
wait_for "the picture" 20 test -s "$home/picture.png"
shot saved

# An idle window costs nothing.
sleep 2
before=$(awk '{print $14 + $15}' "/proc/$window/stat")
sleep 3
after=$(awk '{print $14 + $15}' "/proc/$window/stat")
[ $((after - before)) -le 3 ] || fail "the idle window used $((after - before)) clock ticks in 3 s"

# Everything is saved, so closing asks nothing.
key ctrl+q
for _ in $(seq 50); do kill -0 "$window" 2>/dev/null || break; sleep 0.1; done
kill -0 "$window" 2>/dev/null && fail "the window did not close"

said=$("$program" check "$home/workshop.strand") || fail "check found something: $said"
[[ $said == "3 actors, 2 connections, 0 findings" ]] || fail "the saved map has: $said"
for part in '"ask the dairy"' '"the bus is late"' '"need": 3' '"Cafe team"' '"Regulars"' '"Dairy"' '"exchange": 4, "relationship": 3, "values": 2' '"need": 5'; do
  grep -qF "$part" "$home/workshop.strand" || fail "$part is not in the saved map"
done
[ "$(identify -format '%wx%h' "$home/picture.png")" = 3840x2160 ] || fail "the picture has another size"
colors=$(identify -format '%k' "$home/picture.png")
[ "$colors" -gt 50 ] || fail "the picture has only $colors colors"
! grep -q panicked "$home/log" || fail "the program panicked"
echo "window test: 3 actors, 2 connections, saved and exported: ok"
