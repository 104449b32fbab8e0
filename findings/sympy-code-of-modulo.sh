#!/usr/bin/env bash
# SymPy 1.11.1 (Debian python3-sympy 1.11.1-1): code for R and Julia has no modulo, so Mod(t, 24) is written as t - 24*floor(t/24), and loses
# the parentheses it needs where it is multiplied or, in Julia, taken away. 100 - 2*Mod(t, 24) becomes 100 - 2*t - 24*floor(t/24) in both:
# at t = 49 that is -46 instead of 98. In C it becomes fmod(t, 24), which has the sign of t where Mod has that of 24: at t = -1 it is -1
# instead of 23. JavaScript and Octave come out right in both respects. Matters because models are turned into code in just this way, with
# the hour of the day or the time since the last dose as Mod.
# Seen 2026-11-30: "100 - 2*Mod(t, 24) at 49: R -46, Julia -46, Octave 98, SymPy 98; Mod(t, 24) at -1: C fmod(t, 24) -1, SymPy 23".
# Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -q download python3-sympy=1.11.1-1 python3-mpmath > /dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
export PYTHONPATH="$folder/usr/lib/python3/dist-packages"
/usr/bin/python3 - << 'PY'
import sys
from math import floor, fmod
from sympy import Mod, ccode, julia_code, octave_code, rcode, symbols

t = symbols("t")
left = 100 - 2 * Mod(t, 24)
# The operators used here group alike in R, Julia, Octave and Python, but for the dots of the element-wise ones.
names = {"floor": floor, "fmod": fmod, "mod": lambda x, y: x - y * floor(x / y)}
def run(code, time):
    return eval(code.replace(".*", "*").replace("./", "/"), {**names, "t": time})
r, julia, octave, right = run(rcode(left), 49), run(julia_code(left), 49), run(octave_code(left), 49), int(left.subs(t, 49))
c, before = run(ccode(Mod(t, 24)), -1), int(Mod(t, 24).subs(t, -1))
print("100 - 2*Mod(t, 24) at 49: R %g, Julia %g, Octave %g, SymPy %d; Mod(t, 24) at -1: C %s %g, SymPy %d"
      % (r, julia, octave, right, ccode(Mod(t, 24)), c, before))
sys.exit(0 if (r, julia, octave, right, c, before) == (-46, -46, 98, 98, -1, 23) else 1)
PY
