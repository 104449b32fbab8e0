#!/usr/bin/env bash
# libSBML 5.19.7 (Debian python3-sbml5 5.19.7+dfsg-2): `setLevelAndVersion(2, 4, False)` of a Level 3 document with <min/> and priorities
# of events returns True, although what it leaves is no Level 2: <min/> stands in it, which its own reader then refuses (10202), and
# the priorities are gone, so events of one time come in another order. The errors are in the log of the document, for whoever
# looks there after a True. With strict = True it returns False and leaves the document as it was.
# Seen 2026-11-28: "True, min kept True, priority kept False, reread [10202]". Exits 1 when that changes.
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

event = ('<event id="e%d" useValuesFromTriggerTime="true"><trigger initialValue="false" persistent="true">' + MATH % "<true/>" + '</trigger>'
         '<priority>' + MATH % "<cn>%d</cn>" + '</priority><listOfEventAssignments><eventAssignment variable="x">' + MATH % "<cn>%d</cn>"
         + '</eventAssignment></listOfEventAssignments></event>')
model = ('<model id="m"><listOfParameters><parameter id="x" value="0" constant="false"/><parameter id="y" constant="false"/>'
         '</listOfParameters><listOfRules><assignmentRule variable="y">' + MATH % "<apply><min/><ci>x</ci><cn>2</cn></apply>"
         + '</assignmentRule></listOfRules><listOfEvents>' + event % (1, 1, 1) + event % (2, 2, 2) + '</listOfEvents></model>')
document = s.readSBMLFromString(SBML % (2, 2, model))
returned = document.setLevelAndVersion(2, 4, False)
text = s.writeSBMLToString(document)
again = s.readSBMLFromString(text)
errors = [again.getError(i).getErrorId() for i in range(again.getNumErrors())]
print(returned, "min kept", "<min/>" in text, "priority kept", "<priority>" in text, "reread", errors)
is_as_seen = returned is True and "<min/>" in text and "<priority>" not in text and errors == [10202]
sys.exit(0 if is_as_seen else 1)
PY
