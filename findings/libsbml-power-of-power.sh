#!/usr/bin/env bash
# libSBML 5.19.7 (Debian python3-sbml5 5.19.7+dfsg-2): `formulaToL3String` prints (a^b)^c as a^b^c and (-2)^2 as -2^2. Its own
# `parseL3Formula` reads the first as a^(b^c) and the second as -(2^2): with a = b = c = 3 a factor of 4e8, and -4 for 4.
# `formulaToString`, of the older grammar, prints pow(pow(a, b), c) and pow(-2, 2), which read back rightly.
# Seen 2026-11-28: "a^b^c -> a^(b^c), -2^2 -> minus of a power". Exits 1 when that changes.
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

def again(content):
    printed = s.formulaToL3String(s.readMathMLFromString(MATH % content))
    return printed, s.parseL3Formula(printed)
tower, read = again("<apply><power/><apply><power/><ci>a</ci><ci>b</ci></apply><ci>c</ci></apply>")
negative, minus = again("<apply><power/><cn>-2</cn><cn>2</cn></apply>")
print(tower, "->", s.formulaToL3String(read), ",", negative, "->", minus.getOperatorName() or minus.getCharacter())
is_as_seen = (tower == "a^b^c" and read.getChild(1).getNumChildren() == 2 and read.getChild(0).getName() == "a"
              and negative == "-2^2" and minus.getType() == s.AST_MINUS)
sys.exit(0 if is_as_seen else 1)
PY
