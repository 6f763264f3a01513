#!/usr/bin/env bash
# How long from a key to the changed picture, in a real window drawn by software: a letter on the map, a digit on a
# rating card. It prints figures and judges none: they hang on the machine.
#
# usage: key_to_pixel.sh PROGRAM MAP...      also needs python3 and libXtst
test="from key to pixel"
source "$(dirname "$0")/hands.sh" "$1"
screen
for map in "${@:2}"; do
  open "$map"
  python3 "$(dirname "$0")/key_to_pixel.py" "$(basename "$map")" 600 640
  xdotool mousemove 600 640
  kill "$window"
  wait "$window" 2>/dev/null || true
done
