#!/usr/bin/env bash
# Pint 0.19.2 (Debian python3-pint 0.19.2-1): the operators % and // of quantities in different units are right, and the functions of numpy that
# they stand for are not. 49 h % 1440 min is 1 h and numpy.mod gives 49 h, as numpy.fmod and numpy.remainder do; 49 h // 1440 min is 2 and
# numpy.floor_divide gives 0 hour/minute. They work on the bare numbers 49 and 1440, where numpy.maximum, interp and concatenate convert
# (all right). numpy's manual calls x1 % x2 a shorthand for numpy.remainder(x1, x2), so rewriting one as the other changes results without a warning.
# Matters for the time since the last dose and the number of the day. Converting to one unit first (`.to("hour")`) helps.
# Seen 2026-11-30: "49 h and 1440 min: % 1 hour, mod 49 hour, fmod 49 hour, remainder 49 hour; // 2 dimensionless, floor_divide 0 hour/minute;
# interp 5". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -q download python3-pint=0.19.2-1 python3-packaging python3-numpy libblas3 liblapack3 libgfortran5 libquadmath0 > /dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
export PYTHONPATH="$folder/usr/lib/python3/dist-packages"
libraries="$folder/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries:$libraries/blas:$libraries/lapack"
/usr/bin/python3 - << 'PY'
import sys
import numpy
import pint

quantity = pint.UnitRegistry().Quantity
since, interval = quantity(numpy.array([49.0]), "hour"), quantity(1440.0, "min")
def shown(result):
    return "%g %s" % (result.magnitude[0], str(result.units).replace(" ", ""))
rest = [shown(one) for one in (since % interval, numpy.mod(since, interval), numpy.fmod(since, interval), numpy.remainder(since, interval))]
whole = [shown(one) for one in (since // interval, numpy.floor_divide(since, interval))]
hours, level = quantity(numpy.array([0.0, 1, 2]), "hour"), numpy.array([0.0, 10, 20])
read = float(numpy.interp(quantity(30.0, "min"), hours, level))
print("49 h and 1440 min: %% %s, mod %s, fmod %s, remainder %s; // %s, floor_divide %s; interp %g" % (*rest, *whole, read))
is_as_seen = rest == ["1 hour"] + ["49 hour"] * 3 and whole == ["2 dimensionless", "0 hour/minute"] and read == 5
sys.exit(0 if is_as_seen else 1)
PY
