#!/usr/bin/env bash
# SciPy 1.10.1 (Debian python3-scipy 1.10.1-2): `curve_fit` with bounds that never bind, or `least_squares`, ends at once where the data
# are small numbers, and calls that success. Six concentrations, in nmol/l and in mol/l, give a = 99.94 and k = 0.0987 without bounds; with
# bounds from 0 to well above the answer they give the same in nmol/l, and in mol/l the start, 50 and 0.05, with a covariance as if it
# had been fitted, and no warning. With bounds the solver is another one, whose `gtol` (1e-8, on the gradient of the sum of squares) is no
# relative tolerance as `ftol` and `xtol` are; gtol=None, or data in units near 1, gives the right answer. Matters because bounds look
# like a safety measure, and concentrations in SI units are 1e-9. The manual of curve_fit does not name the tolerances.
# Seen 2026-11-29: "nmol/l: free 99.94 0.0987, bounded 99.94 0.0987; mol/l: free 99.94 0.0987, bounded 50.00 0.0500, gtol=None 99.94
# 0.0987, warnings 0". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -q download python3-scipy=1.10.1-2 python3-numpy python3-decorator libblas3 liblapack3 libgfortran5 libquadmath0 liblbfgsb0 \
  > /dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
export PYTHONPATH="$folder/usr/lib/python3/dist-packages"
libraries="$folder/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries:$libraries/blas:$libraries/lapack"
/usr/bin/python3 - << 'PY'
import sys
import warnings
import numpy as np
from scipy.optimize import curve_fit

time = np.array([1.0, 2, 4, 8, 12, 24])
nanomolar = np.array([91.0, 80, 70, 44, 31, 9])
def decay(t, a, k):
    return a * np.exp(-k * t)
def fit(unit, **how):
    (a, k), covariance = curve_fit(decay, time, nanomolar * unit, p0=[50 * unit, 0.05], **how)
    assert np.all(np.isfinite(covariance)) and np.all(np.diag(covariance) > 0)
    return a / unit, k
def bounds(unit):
    return ([0, 0], [1000 * unit, 10])
with warnings.catch_warnings(record=True) as warned:
    warnings.simplefilter("always")
    large, small = fit(1), fit(1e-9)
    large_bounded, small_bounded = fit(1, bounds=bounds(1)), fit(1e-9, bounds=bounds(1e-9))
    without = fit(1e-9, bounds=bounds(1e-9), gtol=None)
say = lambda found: "%.2f %.4f" % found
print("nmol/l: free %s, bounded %s; mol/l: free %s, bounded %s, gtol=None %s, warnings %d"
      % (say(large), say(large_bounded), say(small), say(small_bounded), say(without), len(warned)))
right = [np.allclose(found, (99.9416, 0.0987016), rtol=1e-4) for found in (large, small, large_bounded, without)]
sys.exit(0 if all(right) and np.allclose(small_bounded, (50, 0.05), rtol=1e-6) and not warned else 1)
PY
