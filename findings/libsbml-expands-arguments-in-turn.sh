#!/usr/bin/env bash
# libSBML 5.19.7 (Debian python3-sbml5 5.19.7+dfsg-2): the converter `expandFunctionDefinitions` puts arguments of a call into the body one
# after another, and so takes what it has just put in for an argument where a variable of the model has the name of one. Of
# f(x, y) = x - y the call f(y, x) becomes x - x, which is 0, instead of y - x; it returns 0 (success). Matters because a rate law
# f(A, B) is called with (A, B) for one direction and (B, A) for the other, and because many simulators have functions expanded before they
# read a model; 5.20 put it right, and Debian 12 carries 5.19.7.
# Seen 2026-11-29: "returns 0, f(x, y) = x - y, f(y, x) = x - x". Exits 1 when that changes.
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

body = '<lambda><bvar><ci>x</ci></bvar><bvar><ci>y</ci></bvar><apply><minus/><ci>x</ci><ci>y</ci></apply></lambda>'
def rule(variable, *arguments):
    call = '<apply><ci>f</ci>' + ''.join('<ci>%s</ci>' % name for name in arguments) + '</apply>'
    return '<assignmentRule variable="%s">%s</assignmentRule>' % (variable, MATH % call)
model = ('<model id="m"><listOfFunctionDefinitions><functionDefinition id="f">' + MATH % body + '</functionDefinition>'
         '</listOfFunctionDefinitions><listOfParameters><parameter id="x" value="3" constant="true"/><parameter id="y" value="5"'
         ' constant="true"/><parameter id="there" constant="false"/><parameter id="back" constant="false"/></listOfParameters>'
         '<listOfRules>' + rule("there", "x", "y") + rule("back", "y", "x") + '</listOfRules></model>')
document = s.readSBMLFromString(SBML % (2, 2, model))
wanted = s.ConversionProperties()
wanted.addOption("expandFunctionDefinitions", True)
returned = document.convert(wanted)
there, back = (s.formulaToL3String(document.getModel().getRule(i).getMath()) for i in (0, 1))
print("returns %d, f(x, y) = %s, f(y, x) = %s" % (returned, there, back))
is_as_seen = returned == 0 and there == "x - y" and back == "x - x"
sys.exit(0 if is_as_seen else 1)
PY
