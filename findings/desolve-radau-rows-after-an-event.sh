#!/usr/bin/env bash
# deSolve 1.34 (Debian r-cran-desolve 1.34-1): with method = "radau", the rows that follow an event within the step then under way are
# those of the solution without the event: after a dose at hour 24 the plasma is still 0 at hours 25, 26, 28, 32 and 36, and
# from hour 48 on it is right to all its digits. There is no warning, and the time of the event is among the output times as the manual
# asks. lsoda, bdf, daspk and ode45 are right in every row, and so is radau where no step reaches past the next output time: with
# hmax = 1, or on an even grid, whose spacing is the default of hmax, so that a test on a grid does not show it. Samples close
# upon a dose, the usual ones, do. Matters because peaks, areas and fits are made of those rows.
# Seen 2026-11-29: "hour 25: lsoda 59.662 radau 0.000, hour 36: lsoda 33.465 radau 0.000, hour 48: lsoda 10.080 radau 10.080;
# radau with hmax = 1 right". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -q download r-cran-desolve=1.34-1 r-base-core=4.2.2.20221110-2 libblas3 liblapack3 libgfortran5 libquadmath0 libgomp1 \
  libreadline8 libtirpc3 libicu72 libpcre2-8-0 > /dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
export R_HOME="$folder/usr/lib/R" R_LIBS="$folder/usr/lib/R/site-library"
libraries="$folder/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$R_HOME/lib:$libraries:$libraries/blas:$libraries/lapack"
cat > try.R << 'R'
library(deSolve)
oral <- function(t, y, k) list(c(-k[1] * y[1], k[1] * y[1] - k[2] * y[2]))
k <- c(1, 0.1)
hours <- c(0, 24, 25, 26, 28, 32, 36, 48, 60, 72)
dose <- data.frame(var = "gut", time = 24, value = 100, method = "add")
solve_by <- function(method, ...) {
  ode(c(gut = 0, plasma = 0), hours, oral, k, method = method, events = list(data = dose), ...)[, "plasma"]
}
exact <- ifelse(hours > 24, 100 / 0.9 * (exp(-0.1 * (hours - 24)) - exp(-(hours - 24))), 0)
lsoda <- solve_by("lsoda")
radau <- solve_by("radau")
rows <- match(c(25, 36, 48), hours)
cat(paste0(sprintf("hour %d: lsoda %.3f radau %.3f", hours[rows], lsoda[rows], radau[rows]), collapse = ", "))
short <- max(abs(solve_by("radau", hmax = 1) - exact)) < 1e-3
cat("; radau with hmax = 1", if (short) "right\n" else "wrong\n")
wrong <- abs(radau - exact) > 1e-3
is_as_seen <- short && max(abs(lsoda - exact)) < 1e-3 && all(radau[wrong] == 0) && identical(hours[wrong], c(25, 26, 28, 32, 36))
quit(status = if (is_as_seen) 0 else 1)
R
"$R_HOME/bin/exec/R" --vanilla --no-echo --file=try.R
