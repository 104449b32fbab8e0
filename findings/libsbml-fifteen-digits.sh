#!/usr/bin/env bash
# libSBML 5.19.7 (Debian python3-sbml5 5.19.7+dfsg-2): attributes and numbers in MathML are written with 15 significant digits, while 17
# are needed to keep a double: a document that is read and written loses the last bits of what it holds, 0.1 + 0.2 among them, so
# that "the same model" gives other last digits. Reading keeps every digit.
# Seen 2026-11-28: reads 0.30000000000000004, writes value="0.3". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -q download python3-sbml5=5.19.7+dfsg-2 > /dev/null 2>&1
dpkg -x python3-sbml5_*.deb .
export PYTHONPATH="$folder/usr/lib/python3/dist-packages/libsbml"
/usr/bin/python3 - << 'PY'
import sys
import libsbml as s
MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML">%s</math>'
SBML = '<sbml xmlns="http://www.sbml.org/sbml/level3/version%d/core" level="3" version="%d">%s</sbml>'

model = '<model id="m"><listOfParameters><parameter id="p" value="0.30000000000000004" constant="true"/></listOfParameters></model>'
document = s.readSBMLFromString(SBML % (2, 2, model))
read = document.getModel().getParameter("p").getValue()
written = s.writeSBMLToString(document)
print("reads", read, "writes", written[written.index("value="):].split(" ")[0])
is_as_seen = read == 0.1 + 0.2 and 'value="0.3"' in written
sys.exit(0 if is_as_seen else 1)
PY
