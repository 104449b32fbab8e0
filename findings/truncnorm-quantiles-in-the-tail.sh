#!/usr/bin/env bash
# truncnorm 1.0-8 of R (Debian r-cran-truncnorm 1.0-8-3): for a normal distribution cut off well above its mean, density, distribution function,
# quantiles and variance are taken as differences of numbers near 1, while the mean and the random numbers are not. Cut off from 8 standard
# deviations upwards the median is 8.0625 instead of 8.085, and the density integrates to 0.93; from 9 on the median is 9 itself, the density 0,
# the distribution function NaN and the variance -Inf, without a warning but for the NaN. Cut off below -9 instead, which is the same by
# symmetry, the quantiles are right. Matters for priors that bounds cut off far from their mean, in drawing by quantiles and in likelihoods.
# Seen 2026-11-30: "above 8: median 8.0625, by random numbers 8.085, density integrates to 0.93; above 9: median 9.0000, density 0,
# variance -Inf, mean 9.1085, below -9: median -9.0758, exact 9.0758". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -q download r-cran-truncnorm=1.0-8-3 r-base-core=4.2.2.20221110-2 libblas3 liblapack3 libgfortran5 libquadmath0 libgomp1 libreadline8 \
  libtirpc3 libicu72 libpcre2-8-0 > /dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
export R_HOME="$folder/usr/lib/R" R_LIBS="$folder/usr/lib/R/site-library"
libraries="$folder/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$R_HOME/lib:$libraries:$libraries/blas:$libraries/lapack"
cat > try.R << 'R'
library(truncnorm)
set.seed(1)
at_eight <- c(qtruncnorm(0.5, 8, Inf), median(rtruncnorm(1e5, 8, Inf)))
total <- integrate(dtruncnorm, 8, 10, a = 8, b = Inf, rel.tol = 1e-8)$value
at_nine <- c(qtruncnorm(0.5, 9, Inf), dtruncnorm(9.01, 9, Inf), vtruncnorm(9, Inf), etruncnorm(9, Inf))
mirrored <- qtruncnorm(0.5, -Inf, -9)
# The median by R's own tails: where half of the probability above 9 is left.
exact <- qnorm(log(0.5) + pnorm(9, lower.tail = FALSE, log.p = TRUE), lower.tail = FALSE, log.p = TRUE)
cat(sprintf("above 8: median %.4f, by random numbers %.3f, density integrates to %.2f; ", at_eight[1], at_eight[2], total),
    sprintf("above 9: median %.4f, density %g, variance %g, mean %.4f, ", at_nine[1], at_nine[2], at_nine[3], at_nine[4]),
    sprintf("below -9: median %.4f, exact %.4f\n", mirrored, exact), sep = "")
is_at_edge <- at_nine[1] - 9 < 1e-9 && at_nine[2] == 0 && at_nine[3] == -Inf
quit(status = if (abs(at_eight[1] - 8.0625) < 1e-6 && at_eight[2] > 8.08 && is_at_edge && abs(mirrored + exact) < 1e-6) 0 else 1)
R
"$R_HOME/bin/exec/R" --vanilla --no-echo --file=try.R
