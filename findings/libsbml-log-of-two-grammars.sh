#!/usr/bin/env bash
# libSBML 5.19.7 (Debian python3-sbml5 5.19.7+dfsg-2): infix "log(x)" is the logarithm to base 10 for `parseL3Formula` and the natural
# one for `parseFormula`. `formulaToString`, of the older grammar, prints MathML's <ln/> as "log(x)", so that a formula printed by
# it and read by the newer parser changes its value by a factor of 2.3 without a message.
# Seen 2026-11-28: "<ln/> prints as log(x), which reads as log10(x)". Exits 1 when that changes.
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
MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML">%s</math>'

printed = s.formulaToString(s.readMathMLFromString(MATH % "<apply><ln/><ci>x</ci></apply>"))
newer, older = s.parseL3Formula(printed), s.parseFormula(printed)
print("<ln/> prints as", printed + ", which reads as", s.formulaToL3String(newer))
is_as_seen = printed == "log(x)" and newer.getType() == s.AST_FUNCTION_LOG and older.getType() == s.AST_FUNCTION_LN
sys.exit(0 if is_as_seen else 1)
PY
