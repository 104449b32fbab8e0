#!/usr/bin/env bash
# lmfit 1.1.0 (Debian python3-lmfit 1.1.0-1): a parameter that starts on its only bound stays there. Of a decay with k = 0.1, min=0 and a
# start at k = 0 it gives k = 0 after 7 evaluations, a mean of the data for the rest, `success` True and the message "Fit succeeded"; "Could not
# estimate error-bars" follows, with no reason. From k = 0.001 it finds 0.1. Bounds are kept by fitting a variable whose square root or
# sine makes the parameter, and the derivative of that is 0 on the bound. The manual gives the formula, and no warning. The same
# method (`leastsq`) without the bound finds 0.1 from 0. Matters because 0 is the usual start of an effect, with min=0 to keep its sign.
# Seen 2026-11-30: "from 0: k 0.0000, a 59.8, success True, evaluations 7; from 0.001: k 0.1000; from 0 without bound: k 0.1000".
# Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -q download python3-lmfit=1.1.0-1 python3-asteval python3-uncertainties python3-future python3-scipy=1.10.1-2 python3-numpy \
  python3-decorator libblas3 liblapack3 libgfortran5 libquadmath0 liblbfgsb0 > /dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
export PYTHONPATH="$folder/usr/lib/python3/dist-packages"
libraries="$folder/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries:$libraries/blas:$libraries/lapack"
/usr/bin/python3 - << 'PY'
import sys
import numpy
from lmfit import Parameters, minimize

hours = numpy.array([0.5, 1, 2, 4, 8, 12, 24])
measured = 100 * numpy.exp(-0.1 * hours)
def fit(start, **bound):
    parameters = Parameters()
    parameters.add("a", value=50)
    parameters.add("k", value=start, **bound)
    return minimize(lambda p: measured - p["a"].value * numpy.exp(-p["k"].value * hours), parameters)
stuck, near, free = fit(0, min=0), fit(0.001, min=0), fit(0)
k = [run.params["k"].value for run in (stuck, near, free)]
print("from 0: k %.4f, a %.1f, success %s, evaluations %d; from 0.001: k %.4f; from 0 without bound: k %.4f"
      % (k[0], stuck.params["a"].value, stuck.success, stuck.nfev, k[1], k[2]))
sys.exit(0 if k[0] == 0 and stuck.success and abs(k[1] - 0.1) < 1e-4 and abs(k[2] - 0.1) < 1e-4 else 1)
PY
