#!/usr/bin/env bash
# libSBML 5.19.7 (Debian python3-sbml5 5.19.7+dfsg-2): the converter `replaceReactions` turns reactions into rate rules and returns 0
# (success), but leaves conversion factors out: a reaction of rate k that makes S, in a model with conversionFactor f = 10, becomes
# dS/dt = 1 * k instead of 10 * k. The attribute stays on the model, where nothing reads it any more.
# Seen 2026-11-28: "0 dS/dt = 1 * k". Exits 1 when that changes.
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

model = ('<model id="m" conversionFactor="f"><listOfCompartments><compartment id="c" size="1" spatialDimensions="3" constant="true"/>'
         '</listOfCompartments><listOfSpecies><species id="S" compartment="c" initialAmount="1" hasOnlySubstanceUnits="true"'
         ' boundaryCondition="false" constant="false"/></listOfSpecies><listOfParameters><parameter id="f" value="10" constant="true"/>'
         '<parameter id="k" value="1" constant="true"/></listOfParameters><listOfReactions><reaction id="r" reversible="false"'
         ' fast="false"><listOfProducts><speciesReference species="S" stoichiometry="1" constant="true"/></listOfProducts><kineticLaw>'
         + MATH % "<ci>k</ci>" + '</kineticLaw></reaction></listOfReactions></model>')
document = s.readSBMLFromString(SBML % (1, 1, model))
wanted = s.ConversionProperties()
wanted.addOption("replaceReactions", True)
returned = document.convert(wanted)
rule = document.getModel().getRule(0)
print(returned, "d%s/dt =" % rule.getVariable(), s.formulaToL3String(rule.getMath()))
is_as_seen = returned == 0 and s.formulaToL3String(rule.getMath()) == "1 * k"
sys.exit(0 if is_as_seen else 1)
PY
