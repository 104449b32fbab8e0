#!/usr/bin/env bash
# Octave 7.3.0 (Debian octave 7.3.0-2): the option NonNegative of `ode45` takes the absolute value of each step's result, so that a state
# which reaches 0 comes back up from there. Elimination at a constant rate, y' = -0.5 from 1, is over at t = 2; with the option the rest goes
# up and down between 0 and 0.2 for ever, and is 0.1875 at t = 4 whatever RelTol and AbsTol are. Without the option it is -1, which one
# can at least see. One would expect 0, as in MATLAB, where the option of that name keeps the rate from being negative there. The manual:
# elements "that are expected to remain non-negative". Matters for what is left of a dose, and for elimination at its greatest rate.
# Seen 2026-11-30: "at t = 4 with RelTol 1e-3: 0.1875, 1e-6: 0.1875; greatest after t = 2: 0.196; without the option -1.0".
# Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p archives/partial root
apt-get -q -y --no-install-recommends --download-only -o Dir::Cache::archives="$folder/archives" install octave=7.3.0-2 > /dev/null 2>&1
for package in archives/*.deb; do dpkg -x "$package" root; done
export OCTAVE_HOME="$folder/root/usr" OCTAVE_EXEC_HOME="$folder/root/usr"
libraries="$folder/root/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries:$libraries/octave/7.3.0:$libraries/blas:$libraries/lapack"
LD_LIBRARY_PATH="$LD_LIBRARY_PATH:$folder/root/usr/lib:$folder/root/lib/x86_64-linux-gnu"
cat > try.m << 'M'
1;
function [y, t] = left(tolerance, varargin)
  options = odeset("RelTol", tolerance, "AbsTol", tolerance * 1e-3, "InitialStep", 0.1, varargin{:});
  [t, y] = ode45(@(t, y) -0.5, linspace(0, 4, 41), 1, options);
end
coarse = left(1e-3, "NonNegative", 1);
[fine, t] = left(1e-6, "NonNegative", 1);
free = left(1e-6);
greatest = max(fine(t > 2.05));
printf("at t = 4 with RelTol 1e-3: %.4f, 1e-6: %.4f; greatest after t = 2: %.3f; without the option %.1f\n", coarse(end), fine(end), greatest, free(end));
exit(! (coarse(end) > 0.1 && fine(end) > 0.1 && greatest > 0.15 && abs(free(end) + 1) < 1e-9));
M
"$folder/root/usr/bin/octave-cli" --norc --no-history --no-window-system try.m
