#!/usr/bin/env bash
# The program in a real window, driven by mouse and keyboard: start, three names, connect, rate, save,
# export; then the saved file and the picture are checked.
#
# usage: run.sh PROGRAM [FOLDER-FOR-PICTURES]
test="window test"
source "$(dirname "$0")/hands.sh"

screen
open
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
wait_for "the close" 5 gone

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
