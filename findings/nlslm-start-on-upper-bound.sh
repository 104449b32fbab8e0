#!/usr/bin/env bash
# minpack.lm 1.2-3 (Debian r-cran-minpack.lm 1.2-3-1): `nlsLM` cuts parameters off at their bounds where the model is evaluated, so the step
# upwards by which a derivative is found changes nothing for a parameter that stands on its upper bound. It stays there, and the fit
# counts as converged: of a decay with k = 0.1, bounds 0 to 1 and a start at k = 1 it gives k = 1. From k = 0, the lower bound, and
# from inside it finds 0.1, and `nls` with algorithm "port" finds it from the upper bound too. Matters for bioavailabilities and
# fractions, which start at 1 and have 1 for their bound, and for drawn starts that are cut off at the bounds.
# Seen 2026-11-30: "from 1: k 1.0000, converged TRUE; from 0: k 0.1000, from 0.5: k 0.1000; port from 1: k 0.1000". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -q download r-cran-minpack.lm=1.2-3-1 libminpack1 r-base-core=4.2.2.20221110-2 libblas3 liblapack3 libgfortran5 libquadmath0 libgomp1 \
  libreadline8 libtirpc3 libicu72 libpcre2-8-0 > /dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
export R_HOME="$folder/usr/lib/R" R_LIBS="$folder/usr/lib/R/site-library"
libraries="$folder/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$R_HOME/lib:$libraries:$libraries/blas:$libraries/lapack"
cat > try.R << 'R'
library(minpack.lm)
set.seed(1)
hour <- c(0.5, 1, 2, 4, 8, 12, 24)
# nls asks for data that the model does not meet exactly.
level <- 100 * exp(-0.1 * hour) + c(1, -1, 1, -1, 1, -1, 1) * 1e-3
by_lm <- function(k) nlsLM(level ~ a * exp(-k * hour), start = list(a = 50, k = k), lower = c(0, 0), upper = c(500, 1))
stuck <- by_lm(1)
port <- nls(level ~ a * exp(-k * hour), start = list(a = 50, k = 1), algorithm = "port", lower = c(0, 0), upper = c(500, 1))
k <- c(coef(stuck)[["k"]], coef(by_lm(0))[["k"]], coef(by_lm(0.5))[["k"]], coef(port)[["k"]])
cat(sprintf("from 1: k %.4f, converged %s; from 0: k %.4f, from 0.5: k %.4f; port from 1: k %.4f\n", k[1], stuck$convInfo$isConv,
            k[2], k[3], k[4]))
quit(status = if (k[1] == 1 && stuck$convInfo$isConv && all(abs(k[2:4] - 0.1) < 1e-4)) 0 else 1)
R
"$R_HOME/bin/exec/R" --vanilla --no-echo --file=try.R
