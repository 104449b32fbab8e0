#!/usr/bin/env bash
# SymPy 1.11.1 (Debian python3-sympy 1.11.1-1): code for Octave and MATLAB writes a Piecewise as a sum in which each piece is multiplied by
# its condition. Where a piece that does not apply is infinite or undefined, 0 times it is NaN, and so is the whole: the code of
# Piecewise((0, x <= 0), (x*log(x), True)) is NaN at 0, which the condition is there to keep out. The code for C, R, Python and JavaScript
# chooses and gives 0. `octave_code(..., inline=False)` with `assign_to` writes an if, which is right for one number and takes no arrays.
# Matters for absorption before a dose, logarithms of 0 and divisions by what may be 0; an ODE solver goes on from NaN to nothing.
# Seen 2026-11-30 in Octave 7.3.0: "at 0, 1, 2: NaN 0 1.386; with an if at 0: 0". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p archives/partial root
apt-get -q -y --no-install-recommends --download-only -o Dir::Cache::archives="$folder/archives" install octave=7.3.0-2 > /dev/null 2>&1
(cd archives && apt-get -q download python3-sympy=1.11.1-1 python3-mpmath > /dev/null 2>&1)
for package in archives/*.deb; do dpkg -x "$package" root; done
PYTHONPATH="$folder/root/usr/lib/python3/dist-packages" /usr/bin/python3 > try.m << 'PY'
from sympy import Piecewise, log, octave_code, symbols

x = symbols("x", real=True)
entropy = Piecewise((0, x <= 0), (x * log(x), True))
print("x = [0 1 2]; all = %s;" % octave_code(entropy))
print("x = 0;\n%s" % octave_code(entropy, assign_to="one", inline=False))
print('printf("at 0, 1, 2: %s; with an if at 0: %g\\n", strjoin(arrayfun(@(y) sprintf("%.4g", y), all, "UniformOutput", false), " "), one);')
print("exit(! (isnan(all(1)) && all(2) == 0 && abs(all(3) - 2 * log(2)) < 1e-12 && one == 0));")
PY
export OCTAVE_HOME="$folder/root/usr" OCTAVE_EXEC_HOME="$folder/root/usr"
libraries="$folder/root/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries:$libraries/octave/7.3.0:$libraries/blas:$libraries/lapack"
LD_LIBRARY_PATH="$LD_LIBRARY_PATH:$folder/root/usr/lib:$folder/root/lib/x86_64-linux-gnu"
"$folder/root/usr/bin/octave-cli" --norc --no-history --no-window-system try.m
