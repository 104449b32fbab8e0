#!/usr/bin/env bash
# SciPy 1.10.1 (Debian python3-scipy 1.10.1-2): `solve_ivp` finds an event that is exactly zero where one step ends and the next begins in
# both of them: an event at t = 1 is listed twice where the steps are 0.5 long, and once where they are 0.4 long. It also takes an
# event that is zero at the start as one: a run begun anew where a terminal event ended the last one, which is how jumps are
# simulated, ends where it begins, with status 1 and success, unless the direction tells the two apart. The manual speaks of a change
# of sign over a step. Matters where events are counted, and for models with doses, switches or resets at whole numbers.
# Seen 2026-11-29: "steps of 0.5: [1.0, 1.0], of 0.4: [1.0]; terminal event at the start: status 1, success True, ended at 0.0".
# Exits 1 when that changes.
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
from scipy.integrate import solve_ivp

def passage(t, y):
    return t - 1
def times(step):
    run = solve_ivp(lambda t, y: [1.0], (0, 2), [0.0], events=passage, first_step=step, max_step=step)
    return [round(t, 9) for t in run.t_events[0].tolist()]
def crossing(t, y):
    return y[0]
crossing.terminal = True
again = solve_ivp(lambda t, y: [1.0], (0, 2), [0.0], events=crossing)
print("steps of 0.5: %s, of 0.4: %s; terminal event at the start: status %d, success %s, ended at %s"
      % (times(0.5), times(0.4), again.status, again.success, again.t[-1]))
is_as_seen = times(0.5) == [1.0, 1.0] and times(0.4) == [1.0] and again.status == 1 and again.success and again.t[-1] == 0
sys.exit(0 if is_as_seen else 1)
PY
