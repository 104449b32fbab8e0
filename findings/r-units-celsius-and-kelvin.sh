#!/usr/bin/env bash
# units 0.8-1 of R (Debian r-cran-units 0.8-1+dfsg-1): 20 degC + 1 K is -252.15 degC. The second quantity is converted to the unit of the first
# before they are added, and 1 K as a temperature is -272.15 degC; 20 degC - 1 K is 292.15 degC in the same way. 37 degC - 36 degC is 1 degC, a
# temperature near freezing, which is 274.15 K when it is converted. One would expect 21 degC, or the error that Pint raises; there is no
# warning. ?Ops.units calls such results arithmetically correct, and advises to convert all temperatures to kelvin first: then all is right.
# Matters for temperature factors of rates (Q10), which take a difference of temperatures and divide it by 10 K.
# Seen 2026-11-30: "20 degC + 1 K = -252.15 degC, 20 degC - 1 K = 292.15 degC, (37 degC - 36 degC) in K = 274.15; all in K: 294.15 K".
# Exits 1 when that changes.
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
celsius <- function(value) set_units(value, "degC")
kelvin <- function(value) set_units(value, "K")
warmer <- celsius(20) + kelvin(1)
colder <- celsius(20) - kelvin(1)
difference <- set_units(celsius(37) - celsius(36), "K")
right <- set_units(celsius(20), "K") + kelvin(1)
found <- c(drop_units(warmer), drop_units(colder), drop_units(difference), drop_units(right))
cat(sprintf("20 degC + 1 K = %.2f degC, 20 degC - 1 K = %.2f degC, (37 degC - 36 degC) in K = %.2f; all in K: %.2f K\n", found[1], found[2],
            found[3], found[4]))
quit(status = if (all(abs(found - c(-252.15, 292.15, 274.15, 294.15)) < 1e-6)) 0 else 1)
R
"$R_HOME/bin/exec/R" --vanilla --no-echo --file=try.R
