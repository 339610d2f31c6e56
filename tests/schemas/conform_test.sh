#!/usr/bin/env bash
# schemas/conform against changed copies of the schemas: which changes it must refuse and which it must let through.
#   conform_test.sh SCHEMAS_DIR
set -euo pipefail

schemas=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# expect refused|accepted WHAT FILE SED_SCRIPT
expect() {
  local wanted=$1 what=$2 file=$3 change=$4 outcome=accepted
  rm -rf "$work/schemas"
  mkdir "$work/schemas"
  cp "$schemas/conform" "$work/schemas/"
  # Compared with itself, so that what is not yet released of the present schemas does not matter here.
  (cd "$schemas" && find . -name '*.fbs' ! -path './released/*' -exec cp --parents {} "$work/schemas/" \;)
  "$work/schemas/conform" --release >/dev/null
  sed -i "$change" "$work/schemas/$file"
  if cmp -s "$work/schemas/$file" "$work/schemas/released/$file"; then
    echo "FAILED: $what: the change changed nothing"
    failures=$((failures + 1))
    return
  fi
  "$work/schemas/conform" >"$work/out" 2>&1 || outcome=refused
  if [[ $outcome == "$wanted" ]]; then
    echo "ok: $what is $outcome"
  else
    echo "FAILED: $what is $outcome, should be $wanted"
    sed 's/^/    /' "$work/out"
    failures=$((failures + 1))
  fi
}

expect refused "another number of a command" commands/command.fbs 's/AddCharge = 110/AddCharge = 112/'
expect refused "a removed event" events/event.fbs '/UserDeactivated = 41,/d'
expect refused "a field of another type" commands/charge.fbs 's/quantity: uint /quantity: ulong /'
expect refused "another default" commands/charge.fbs 's/quantity: uint /quantity: uint = 1 /'
expect refused "a removed last field" commands/charge.fbs '/service_to: int = null/d'
expect refused "a field in the middle" events/estate.fbs '0,/  name: string/s//  nick: string;\n  name: string/'
expect refused "a renamed field" events/charge.fbs 's/reversal_reason/why/'
expect refused "an enumeration in another order" common.fbs 's/USER, ADMIN/ADMIN, USER/'
expect refused "a new required field" events/estate.fbs 's/  bookable: bool;/&\n  colour: string (required);/'
expect refused "a field that became required" events/estate.fbs 's/vat_number: string;/vat_number: string (required);/'
expect refused "a new number that commands must carry" commands/estate.fbs 's/  bookable: bool;/&\n  seats: uint;/'
expect refused "a new choice that commands must make" commands/estate.fbs \
  's/  bookable: bool;/&\n  role: tenure.UserRole;/'
expect refused "another stored commit" commit.fbs 's/number: ulong;/number: uint;/'
expect accepted "a new field" commands/estate.fbs 's/  bookable: bool;/&\n  seats: uint = null;/'
expect accepted "a new choice that commands may leave open" commands/estate.fbs \
  's/  bookable: bool;/&\n  role: tenure.UserRole = null;/'
expect accepted "a new number in an event" events/estate.fbs 's/  bookable: bool;/&\n  seats: uint;/'
expect accepted "a new value of an enumeration" common.fbs 's/USER, ADMIN/USER, ADMIN, OWNER/'
expect accepted "another comment" commands/charge.fbs 's/Charges an occupier/Bills an occupier/'
expect accepted "another limit" commands/charge.fbs 's/most: "1000000"/most: "2000000"/'

exit $((failures > 0))
