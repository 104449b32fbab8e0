#!/usr/bin/env bash
# libSBML 5.19.7 (Debian python3-sbml5 5.19.7+dfsg-2): its check of units compares dimensions only. A parameter in grams that a rule
# sets to one in milligrams, and a rate per hour in a model that counts in seconds, pass the whole consistency check, units and
# modelling practice switched on, without a message; metres in the place of grams are warned of (10513).
# Seen 2026-11-28: "mg as g, per hour as per second: 0 messages; m as g: [10513]". Exits 1 when that changes.
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

def unit(id, kind, exponent, scale, multiplier):
    return ('<unitDefinition id="%s"><listOfUnits><unit kind="%s" exponent="%d" scale="%d" multiplier="%d"/></listOfUnits>'
            '</unitDefinition>' % (id, kind, exponent, scale, multiplier))
units = unit("mg", "gram", 1, -3, 1) + unit("g", "gram", 1, 0, 1) + unit("m", "metre", 1, 0, 1) + unit("per_hour", "second", -1, 0, 3600)
def messages(target):
    model = ('<model id="model" timeUnits="second"><listOfUnitDefinitions>' + units + '</listOfUnitDefinitions><listOfParameters>'
             '<parameter id="a" value="1" units="mg" constant="true"/><parameter id="b" units="' + target + '" constant="false"/>'
             '<parameter id="x" value="1" units="dimensionless" constant="false"/>'
             '<parameter id="k" value="1" units="per_hour" constant="true"/></listOfParameters><listOfRules>'
             '<assignmentRule variable="b">' + MATH % "<ci>a</ci>" + '</assignmentRule>'
             '<rateRule variable="x">' + MATH % "<apply><times/><ci>k</ci><ci>x</ci></apply>" + '</rateRule></listOfRules></model>')
    document = s.readSBMLFromString(SBML % (2, 2, model))
    for category in (s.LIBSBML_CAT_UNITS_CONSISTENCY, s.LIBSBML_CAT_MODELING_PRACTICE):
        document.setConsistencyChecks(category, True)
    document.checkConsistency()
    return [document.getError(i).getErrorId() for i in range(document.getNumErrors())]
print("mg as g, per hour as per second:", len(messages("g")), "messages; m as g:", messages("m"))
is_as_seen = messages("g") == [] and messages("m") == [10513]
sys.exit(0 if is_as_seen else 1)
PY
