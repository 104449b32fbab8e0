#!/usr/bin/env bash
# libSBML 5.19.7 (Debian python3-sbml5 5.19.7+dfsg-2): `parseL3Formula` gives && and || one precedence, grouped from the left. So
# "a || b && c" is (a || b) && c, which is false for a = 1, b = 0, c = 0, where C, Python and R say true; triggers of events typed as
# infix change their meaning without a word.
# Seen 2026-11-28: "(a || b) && c". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -q download python3-sbml5=5.19.7+dfsg-2 > /dev/null 2>&1
dpkg -x python3-sbml5_*.deb .
export PYTHONPATH="$folder/usr/lib/python3/dist-packages/libsbml"
/usr/bin/python3 - << 'PY'
import sys
import libsbml as s
read = s.formulaToL3String(s.parseL3Formula("a || b && c"))
print(read)
is_as_seen = read == "(a || b) && c"
sys.exit(0 if is_as_seen else 1)
PY
