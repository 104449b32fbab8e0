#!/usr/bin/env bash
# pandas 1.5.3 (Debian 1.5.3+dfsg-2) with numexpr 2.8.4 (Debian 2.8.4-1+b2): `eval` and `query` compute % by numexpr where that is installed,
# which rounds a quotient of whole numbers towards zero and one of decimals down. So -30 % 24 is -6 in a column of whole numbers and 18 in
# one of decimals. pandas without eval, and eval with engine="python", the engine where numexpr is missing, give 18 for both, and so the
# rows that query("hour % 24 == 18") finds depend on what else is installed. pandas' own manual says of the engine that it
# is about speed. Matters for the hour of the day of samples before the first dose, whose times are negative.
# Seen 2026-11-30: "-30 % 24: whole by eval -6, by engine python 18, without eval 18; decimal by eval 18; rows of hour % 24 == 18: 0, 1".
# Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -q download python3-pandas=1.5.3+dfsg-2 python3-pandas-lib=1.5.3+dfsg-2 python3-numexpr=2.8.4-1+b2 python3-packaging python3-numpy \
  python3-dateutil python3-tz python3-six libblas3 liblapack3 libgfortran5 libquadmath0 > /dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
export PYTHONPATH="$folder/usr/lib/python3/dist-packages"
libraries="$folder/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries:$libraries/blas:$libraries/lapack"
/usr/bin/python3 - << 'PY'
import sys
import pandas

whole = pandas.DataFrame({"hour": [-30, -1, 0, 25]})
decimal = whole.astype(float)
by_eval = int(whole.eval("hour % 24")[0])
by_python = int(whole.eval("hour % 24", engine="python")[0])
plain = int((whole.hour % 24)[0])
of_decimal = int(decimal.eval("hour % 24")[0])
rows = [len(whole.query("hour % 24 == 18", engine=engine)) for engine in ("numexpr", "python")]
print("-30 %% 24: whole by eval %d, by engine python %d, without eval %d; decimal by eval %d; rows of hour %% 24 == 18: %d, %d"
      % (by_eval, by_python, plain, of_decimal, *rows))
sys.exit(0 if (by_eval, by_python, plain, of_decimal) == (-6, 18, 18, 18) and rows == [0, 1] else 1)
PY
