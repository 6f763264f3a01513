#!/usr/bin/env bash
# A workshop replayed in a real window at the pace people talk: twelve names at 12 letters a second, fifteen cords
# drawn with the mouse, each rated on its card by four keys in 1.5 s; then the saved file must hold exactly
# these, and the program must not have fallen behind the hands.
#
# usage: workshop.sh PROGRAM [FOLDER-FOR-PICTURES]
test="workshop"
source "$(dirname "$0")/hands.sh"
# As fast as somebody presses and types who listens.
key() { for k in "$@"; do xdotool key --clearmodifiers "$k"; sleep 0.12; done; }
say() { xdotool type --delay 83 "$1"; }

screen
open
key ctrl+n
sleep 0.5
# Everybody stays where the facilitator has put them.
key ctrl+space

# Where everybody stands: four columns, three rows.
names=("Cafe team" "Regulars" "Dairy" "Roastery" "Landlord" "City council" "Local press" "Students" "Pensioners"
  "Night bakers" "Wholesale" "Neighbours")
place() { echo $((180 + 330 * ($1 % 4) + 60 * ($1 / 4 % 2))) $((170 + 220 * ($1 / 4))); }
for i in "${!names[@]}"; do
  read -r x y <<<"$(place "$i")"
  xdotool mousemove "$x" "$y"
  say "${names[$i]}"
  key Return Escape
done
shot workshop-names

# From whom to whom, and what the room says: how much it matters, then the three strands.
cords=("0 1 5432" "0 4 5321" "0 5 4400" "1 2 3210" "1 5 4555" "2 3 2111" "2 6 5050" "3 7 3333" "4 5 4132" "4 8 1234"
  "5 6 5544" "5 9 3021" "6 10 2225" "7 11 4443" "9 10 5115")
began=$(date +%s%N)
for cord in "${cords[@]}"; do
  read -r from to rating <<<"$cord"
  read -r ax ay <<<"$(place "$from")"
  read -r bx by <<<"$(place "$to")"
  # From the rim: some way towards the other, where the disc ends.
  far=$(awk -v x=$((bx - ax)) -v y=$((by - ay)) 'BEGIN { print sqrt(x * x + y * y) }')
  read -r rx ry <<<"$(awk -v ax="$ax" -v ay="$ay" -v x=$((bx - ax)) -v y=$((by - ay)) -v d="$far" \
    'BEGIN { printf "%d %d", ax + 25 * x / d, ay + 25 * y / d }')"
  xdotool mousemove "$rx" "$ry"
  sleep 0.15
  xdotool mousedown 1
  for step in 1 2 3 4 5 6; do
    xdotool mousemove $((rx + (bx - rx) * step / 6)) $((ry + (by - ry) * step / 6))
    sleep 0.03
  done
  xdotool mouseup 1
  key Return
  xdotool type --delay 375 "$rating"
  key Escape Escape
done
ended=$(date +%s%N)
shot workshop-rated

key ctrl+s
sleep 0.6
key ctrl+a
xdotool type --delay 10 "$home/workshop.strand"
asked=$(date +%s%N)
xdotool key Return
wait_for "the saved map" 10 test -s "$home/workshop.strand"
behind=$((($(date +%s%N) - asked) / 1000000))
[ $behind -lt 1000 ] || fail "the map was saved $behind ms after the last key"

said=$("$program" check "$home/workshop.strand") || fail "check found something: $said"
[[ $said == "12 actors, 15 connections, 0 findings" ]] || fail "the saved map has: $said"
for name in "${names[@]}"; do
  grep -qF "\"name\": \"$name\"" "$home/workshop.strand" || fail "$name is not in the saved map"
done
for cord in "${cords[@]}"; do
  read -r from to rating <<<"$cord"
  key_of() { sed -n "s/.*\"id\": \"\([^\"]*\)\", \"name\": \"${names[$1]}\".*/\1/p" "$home/workshop.strand"; }
  ends="\"a\": \"$(key_of "$from")\", \"b\": \"$(key_of "$to")\""
  strands="\"strands\": {\"exchange\": ${rating:1:1}, \"relationship\": ${rating:2:1}, \"values\": ${rating:3:1}}"
  grep -qF "$ends, $strands, \"need\": ${rating:0:1}" "$home/workshop.strand" ||
    fail "${names[$from]} – ${names[$to]} is not rated $rating: $(grep -F "$ends" "$home/workshop.strand")"
done
! grep -q panicked "$home/log" || fail "the program panicked"
key ctrl+q
wait_for "the close" 5 gone
echo "workshop: 12 names and 15 rated cords in $(((ended - began) / 1000000000)) s, saved $behind ms after the last key: ok"
