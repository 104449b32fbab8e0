#!/usr/bin/env bash
# Octave 7.3.0 (Debian octave 7.3.0-2): `ode45` and `ode23` read a constant matrix in the option Mass, check that it is one, and then compute
# as if there were none: 2 y' = -y from 1 is exp(-5) = 0.0067 at t = 5 instead of exp(-2.5) = 0.0821, and with Mass = diag(2, 4) both states are
# the same. There is no warning. `ode23s` takes the same options and is right, and so are the first two where the matrix is given by
# a function, of t and y. The manual of odeset allows both forms, for all of them. Matters for volumes, capacities and time constants
# kept on the left of the equations, and for comparing a stiff solver with another one, which is what the pair is there for.
# Seen 2026-11-30: "at t = 5, exact 0.0821 0.2865: ode45 0.0067 0.0067, ode23 0.0067 0.0067, ode23s 0.0821 0.2865, ode45 by a function 0.0821
# 0.2865". Exits 1 when that changes.
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
function states = last(solver, mass)
  options = odeset("RelTol", 1e-6, "AbsTol", 1e-9, "Mass", mass);
  [~, y] = solver(@(t, y) -y, [0 5], [1; 1], options);
  states = y(end, :);
end
mass = [2 0; 0 4];
exact = exp(-5 ./ [2 4]);
found = [last(@ode45, mass); last(@ode23, mass); last(@ode23s, mass); last(@ode45, @(t, y) mass)];
printf("at t = 5, exact %.4f %.4f: ode45 %.4f %.4f, ode23 %.4f %.4f, ode23s %.4f %.4f, ode45 by a function %.4f %.4f\n", [exact; found]');
is_left_out = all(all(abs(found(1:2, :) - exp(-5)) < 1e-4));
is_right = all(all(abs(found(3:4, :) - exact) < 1e-4));
exit(! (is_left_out && is_right));
M
"$folder/root/usr/bin/octave-cli" --norc --no-history --no-window-system try.m
