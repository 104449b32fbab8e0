#!/usr/bin/env bash
# units 0.8-1 of R (Debian r-cran-units 0.8-1+dfsg-1): %/% of quantities with units rounds to the nearest whole number instead of down,
# and %% is what is left then, negative for half of all values. 42 h %/% 24 h is 2, and 42 h %% 24 h is -6 h, where R's own 42 %/% 24 is 1
# and 42 %% 24 is 18; `drop_units` first gives those. The manual has both operators in its examples and says nothing of it.
# Matters because the time since the last dose, the hour of the day and the number of the dose are found in just this way; 0.8-6
# put it right, and Debian 12 carries 0.8-1.
# Seen 2026-11-29: "0 12 18 24 36 42 h %% 24 h: 0 12 -6 0 -12 -6, without units: 0 12 18 0 12 18". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -q download r-cran-units=0.8-1+dfsg-1 r-cran-rcpp libudunits2-0 libudunits2-data r-base-core=4.2.2.20221110-2 libblas3 liblapack3 \
  libgfortran5 libquadmath0 libgomp1 libreadline8 libtirpc3 libicu72 libpcre2-8-0 libexpat1 > /dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
export R_HOME="$folder/usr/lib/R" R_LIBS="$folder/usr/lib/R/site-library"
libraries="$folder/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$R_HOME/lib:$libraries:$libraries/blas:$libraries/lapack"
export UDUNITS2_XML_PATH="$folder/usr/share/xml/udunits/udunits2.xml"
cat > try.R << 'R'
suppressMessages(library(units))
hours <- c(0, 12, 18, 24, 36, 42)
with_units <- drop_units(set_units(hours, "h") %% set_units(24, "h"))
without <- hours %% 24
cat(hours, "h %% 24 h:", paste0(paste(with_units, collapse = " "), ","), "without units:", without, "\n")
is_as_seen <- identical(with_units, c(0, 12, -6, 0, -12, -6)) && identical(without, c(0, 12, 18, 0, 12, 18))
quit(status = if (is_as_seen) 0 else 1)
R
"$R_HOME/bin/exec/R" --vanilla --no-echo --file=try.R
