#!/usr/bin/env bash
# unyt 2.9.3 (Debian python3-unyt 2.9.3-2): // and divmod of quantities in different units divide the bare numbers. 49 h // 1440 min is 0, as
# 49 // 1440 is, instead of 2, and divmod says that 49 h are left over; / gives 2.04 and % gives 1 h, both right, so that the whole
# part and the rest do not add up. Both in hours, // gives 2. There is no warning, and the result has no unit, which looks right.
# Matters because the number of the dose or of the day is found in just this way, and avoiding such slips is what the library is for.
# Seen 2026-11-30: "49 h and 1440 min: // 0, divmod 0 and 49 h, / 2.042, % 1 h; 49 h and 24 h: // 2". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -q download python3-unyt=2.9.3-2 python3-numpy python3-sympy python3-mpmath python3-packaging libblas3 liblapack3 libgfortran5 \
  libquadmath0 > /dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
export PYTHONPATH="$folder/usr/lib/python3/dist-packages"
libraries="$folder/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries:$libraries/blas:$libraries/lapack"
/usr/bin/python3 - << 'PY'
import sys
from unyt import unyt_quantity

since, interval = unyt_quantity(49.0, "hr"), unyt_quantity(1440.0, "min")
whole, (part, rest) = since // interval, divmod(since, interval)
ratio, left, in_hours = since / interval, since % interval, since // unyt_quantity(24.0, "hr")
print("49 h and 1440 min: // %g, divmod %g and %g h, / %.3f, %% %g h; 49 h and 24 h: // %g"
      % (whole, part, rest, ratio, left, in_hours))
is_as_seen = (float(whole), float(part), float(rest), float(left), float(in_hours)) == (0, 0, 49, 1, 2) and 2.04 < float(ratio) < 2.05
sys.exit(0 if is_as_seen else 1)
PY
