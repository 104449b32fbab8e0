#!/usr/bin/env bash
# units 0.8-1 of R (Debian r-cran-units 0.8-1+dfsg-1): == of quantities converts, while match, %in%, merge, findInterval and cut compare the bare
# numbers. 60 min == 1 h is TRUE, and 60 min %in% 1 h FALSE; 1 min %in% 1 h is TRUE. A table of doses in hours merged with one of samples in
# minutes has no row for hour 1, and pairs minute 1 with it where there is one. findInterval puts minute 90 behind hour 2. c(), max
# and sort convert. There is no warning, and the manual names none of the five. Matters because the events and the measurements of a study
# are put together in just this way.
# Seen 2026-11-30: "60 min == 1 h TRUE, %in% FALSE; 1 min == 1 h FALSE, %in% TRUE; merged rows of 60 min: 0, of 1 min: 1;
# interval of 90 min among 0 1 2 h: 3". Exits 1 when that changes.
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
hour <- function(value) set_units(value, "h")
minute <- function(value) set_units(value, "min")
same <- c(minute(60) == hour(1), minute(1) == hour(1))
found <- c(minute(60) %in% hour(1), minute(1) %in% hour(1))
doses <- data.frame(time = hour(c(0, 1, 2)), dose = 1:3)
rows <- c(nrow(merge(doses, data.frame(time = minute(60), level = 5))), nrow(merge(doses, data.frame(time = minute(1), level = 5))))
interval <- findInterval(minute(90), hour(0:2))
cat(sprintf("60 min == 1 h %s, %%in%% %s; 1 min == 1 h %s, %%in%% %s; merged rows of 60 min: %d, of 1 min: %d; interval of 90 min among 0 1 2 h: %d\n",
            same[1], found[1], same[2], found[2], rows[1], rows[2], interval))
is_as_seen <- identical(same, c(TRUE, FALSE)) && identical(found, c(FALSE, TRUE)) && identical(rows, 0:1) && interval == 3
quit(status = if (is_as_seen) 0 else 1)
R
"$R_HOME/bin/exec/R" --vanilla --no-echo --file=try.R
