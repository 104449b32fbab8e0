#!/usr/bin/env bash
# unyt 2.9.3 (Debian python3-unyt 2.9.3-2) and quantities 0.13.0 (Debian python3-quantities 0.13.0-2): both convert in sums and comparisons,
# and drop units without a warning where arrays are put together or looked up. The concentration at 30 min in a table of hours 0, 1, 2
# is, by numpy.interp, the one at its end: 20 instead of 5. numpy.concatenate of hours and minutes gives 0 1 2 30 90 "dimensionless". In
# unyt, storing 30 min in an array of hours stores 30 h, where quantities converts and stores 0.5 h. One would expect a conversion or
# an error, as from the operators of both. Converting first (`.to("hr")`, `.rescale("h")`) is what helps.
# Seen 2026-11-30: "unyt: interp 20, concatenate 0 1 2 30 90 dimensionless, stored 30; quantities: interp 20, concatenate 0 1 2 30 90
# dimensionless, stored 0.5". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -q download python3-unyt=2.9.3-2 python3-quantities=0.13.0-2 python3-numpy python3-sympy python3-mpmath python3-packaging libblas3 \
  liblapack3 libgfortran5 libquadmath0 > /dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
export PYTHONPATH="$folder/usr/lib/python3/dist-packages"
libraries="$folder/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries:$libraries/blas:$libraries/lapack"
/usr/bin/python3 - << 'PY'
import sys
import numpy
import quantities
import unyt

def seen(array, hour, minute):
    hours, minutes, level = array([0, 1, 2], hour), array([30, 90], minute), [0, 10, 20]
    together = numpy.concatenate([hours, minutes])
    unit = str(getattr(together, "units", together)).replace("1.0 ", "")
    read = float(numpy.interp(minutes, hours, level)[0])
    hours[0] = minutes[0]
    return read, " ".join("%g" % x for x in numpy.asarray(together)), unit, float(numpy.asarray(hours)[0])
with_unyt = seen(lambda values, unit: unyt.unyt_array(numpy.array(values, float), unit), "hr", "min")
with_quantities = seen(lambda values, unit: quantities.Quantity(numpy.array(values, float), unit), "hour", "min")
words = "interp %g, concatenate %s %s, stored %g"
print(("unyt: " + words + "; quantities: " + words) % (*with_unyt, *with_quantities))
dropped = (20.0, "0 1 2 30 90", "dimensionless")
sys.exit(0 if with_unyt == (*dropped, 30.0) and with_quantities == (*dropped, 0.5) else 1)
PY
