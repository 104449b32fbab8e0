#!/usr/bin/env bash
# Octave 7.3.0 (Debian octave 7.3.0-2): an event that is to end the run ends it where only the two ends of time are asked for, or a close grid,
# and not where a few times are: of y' = -y with a terminal event at y = 0.5, `ode45` stops near 0.69 for [0 5] and for 51 times, and for
# [0 1 2 5] goes on to 5, with all rows and no warning, and tells of an event at 0.791: all rows are those of a run without the event.
# `ode23` does so too. The manual of odeset gives the event function an output `isterminal`, and says nothing of which times are asked for.
# Matters for treatment that ends at a level, seen at the times of a few samples.
# Seen 2026-11-30: "ends for [0 5] at 0.698, for 51 times at 0.693, for [0 1 2 5] at 5.000 with y = 0.0067, event at 0.791".
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
warning("off", "all");
function [value, terminal, direction] = half(t, y)
  value = y(1) - 0.5; terminal = 1; direction = 0;
end
function [ending, state, event] = run_over(times)
  [t, y, event] = ode45(@(t, y) -y, times, 1, odeset("RelTol", 1e-5, "AbsTol", 1e-8, "Events", @half));
  ending = t(end); state = y(end); event = event(1);
end
ends = run_over([0 5]);
grid = run_over(linspace(0, 5, 51));
[few, state, event] = run_over([0 1 2 5]);
printf("ends for [0 5] at %.3f, for 51 times at %.3f, for [0 1 2 5] at %.3f with y = %.4f, event at %.3f\n", ends, grid, few, state, event);
exit(! (ends < 0.8 && grid < 0.8 && few == 5 && abs(state - exp(-5)) < 1e-4));
M
"$folder/root/usr/bin/octave-cli" --norc --no-history --no-window-system try.m
