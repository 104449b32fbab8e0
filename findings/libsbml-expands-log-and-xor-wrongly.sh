#!/usr/bin/env bash
# libSBML 5.19.7 (Debian python3-sbml5 5.19.7+dfsg-2): the converter `expandInitialAssignments` works initial assignments out to numbers and
# returns 0 (success), but takes log base 2 of 8 as log10 8 = 0.903 instead of 3, and xor of three truths as false, where an odd
# number of truths is true. The degree of a root, 3 of 27, is minded.
# Seen 2026-11-28: "0 log 0.903 xor 0 root 3". Exits 1 when that changes.
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

formulas = {
    "log": "<apply><log/><logbase><cn>2</cn></logbase><cn>8</cn></apply>",
    "xor": "<piecewise><piece><cn>1</cn><apply><xor/><true/><true/><true/></apply></piece><otherwise><cn>0</cn></otherwise></piecewise>",
    "root": "<apply><root/><degree><cn>3</cn></degree><cn>27</cn></apply>",
}
model = ('<model id="m"><listOfParameters>' + "".join('<parameter id="p_%s" constant="true"/>' % key for key in formulas)
         + '</listOfParameters><listOfInitialAssignments>'
         + "".join('<initialAssignment symbol="p_%s">%s</initialAssignment>' % (key, MATH % text) for key, text in formulas.items())
         + '</listOfInitialAssignments></model>')
document = s.readSBMLFromString(SBML % (2, 2, model))
wanted = s.ConversionProperties()
wanted.addOption("expandInitialAssignments", True)
returned = document.convert(wanted)
value = {key: document.getModel().getParameter("p_" + key).getValue() for key in formulas}
print(returned, *("%s %.3g" % item for item in value.items()))
is_as_seen = returned == 0 and abs(value["log"] - 0.903) < 1e-3 and value["xor"] == 0 and abs(value["root"] - 3) < 1e-12
sys.exit(0 if is_as_seen else 1)
PY
