# Hands and eyes of the tests in a real window: a screen of their own with a window manager, the program on it,
# keys, mouse, pictures, and patience. It checks nothing. Sourced with the name of the test in $test and its
# arguments, PROGRAM [FOLDER-FOR-PICTURES]. Needs Xvfb, openbox, xdotool, imagemagick.
set -euo pipefail
program=$(realpath "$1")
home=$(mktemp -d)
shots=${2:-$home}
export THREESTRAND_HOME="$home/state" THREESTRAND_DIALOGS=own LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY

cleanup() {
  kill ${window:-} ${second:-} ${manager:-} ${screen:-} 2>/dev/null || true
  wait 2>/dev/null || true
  umount "$home"/*.strand 2>/dev/null || true
  rm -rf "$home"
}
trap cleanup EXIT
fail() {
  echo "$test: $1" >&2
  import -window root "${TMPDIR:-/tmp}/${test// /-}-failed.png" 2>/dev/null || true
  cat "$home/log" >&2 || true
  exit 1
}
wait_for() { # what, seconds, command...
  local what=$1 tries=$(($2 * 20))
  shift 2
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || fail "$what did not happen"
    sleep 0.05
  done
}

screen() { # its process is in $screen, that of the window manager in $manager
  local number=90
  while [ -e "/tmp/.X11-unix/X$number" ] || [ -e "/tmp/.X$number-lock" ]; do number=$((number + 1)); done
  export DISPLAY=:$number
  Xvfb ":$number" -screen 0 1440x960x24 >/dev/null 2>&1 & screen=$!
  wait_for "a screen" 10 xdpyinfo
  openbox >/dev/null 2>&1 & manager=$!
  sleep 0.5
}
open() { # starts the program; its process is in $window
  "$program" "$@" >>"$home/log" 2>&1 & window=$!
  wait_for "the window" 60 xdotool search --onlyvisible --pid "$window"
  xdotool windowactivate --sync "$(its_id)" windowsize --sync "$(its_id)" 1440 900 windowmove "$(its_id)" 0 0 || true
  sleep 1.5
}
its_id() { xdotool search --onlyvisible --pid "$window" | tail -1; }
gone() { ! kill -0 "$window" 2>/dev/null; }

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
