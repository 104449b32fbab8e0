#!/usr/bin/env bash
# expm 0.999-7 (Debian r-cran-expm 0.999-7-1): the method "AlMohy-Hi09", named after the article that made scaling and squaring both faster
# and more accurate, is off by up to 1e-6 for matrices of middling size, where the default and ten other methods agree to 1e-13. The
# error comes and goes with the length of time: for a body of three compartments it is 7e-16 over 0.1 h, 3e-9 over 1 h, 8e-7 over 2 h and 4e-12
# over 10 h, so that a test at one time does not show it, and no warning comes. Its order is that of other methods, 8; with order = 13, to
# which its choice of squarings belongs, it is right. The manual says that 12 "may be more appropriate", where one would expect the
# accuracy of the name. Matters because linear kinetics are solved in just this way, and gradients are differences of such results.
# Seen 2026-11-30: "off from the default over 0.1 1 2 5 10 h: 7e-16 3e-09 8e-07 9e-10 4e-12; over 2 h with order 13: 2e-16".
# Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -q download r-cran-expm=0.999-7-1 r-cran-matrix r-cran-lattice r-base-core=4.2.2.20221110-2 libblas3 liblapack3 libgfortran5 \
  libquadmath0 libgomp1 libreadline8 libtirpc3 libicu72 libpcre2-8-0 > /dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
export R_HOME="$folder/usr/lib/R" R_LIBS="$folder/usr/lib/R/site-library"
libraries="$folder/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$R_HOME/lib:$libraries:$libraries/blas:$libraries/lapack"
cat > try.R << 'R'
suppressMessages(library(expm))
# Depot, blood and tissue: absorbed at 1.2/h, eliminated at 0.2/h, exchanged at 0.15/h and 0.05/h.
rates <- rbind(c(-1.2, 0, 0), c(1.2, -0.35, 0.05), c(0, 0.15, -0.05))
off <- function(hours, method) max(abs(expm(rates * hours, method = method) - expm(rates * hours)))
hours <- c(0.1, 1, 2, 5, 10)
errors <- sapply(hours, off, method = "AlMohy-Hi09")
# Neither of the two is the truth: the eigenvalues decide, by a third way.
parts <- eigen(rates * 2)
exact <- parts$vectors %*% diag(exp(parts$values)) %*% solve(parts$vectors)
third <- c(max(abs(exact - expm(rates * 2))), max(abs(exact - expm(rates * 2, method = "AlMohy-Hi09"))))
high <- max(abs(expm(rates * 2, method = "AlMohy-Hi09", order = 13) - expm(rates * 2)))
cat(sprintf("off from the default over %s h: %s; over 2 h with order 13: %.0e\n", paste(hours, collapse = " "),
            paste(sprintf("%.0e", errors), collapse = " "), high))
quit(status = if (errors[3] > 1e-7 && errors[1] < 1e-13 && high < 1e-13 && third[1] < 1e-13 && third[2] > 1e-7) 0 else 1)
R
"$R_HOME/bin/exec/R" --vanilla --no-echo --file=try.R
