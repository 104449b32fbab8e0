#!/usr/bin/env bash
# libCellML 0.7.1 (libcellml.js 0.7.1): connected variables may have different units, and the generated code scales them. An equation
# "v = dx/dt" by itself is scaled the wrong way round: where t is in seconds in the component that holds the differential equation,
# and in hours in the one that asks for the rate per hour, the rate per second is divided by 3600. In every larger expression,
# -dx/dt among them, it is multiplied by 3600, which is right. So v and -(-v) differ by 1.3e7, without an issue of validator or analyser.
# Matters wherever components of two sources are joined, which is what the scaling is there for.
# Seen 2026-11-29: "v = dx/dt: 0.000277777777777778*rates[0]; v = -dx/dt: -3600.0*rates[0]; issues 0, 0". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund libcellml.js@0.7.1
cat > try.mjs <<'JS'
import load from "libcellml.js/libcellml.common.js";
const cellml = await load();
const rate = "<apply><diff/><bvar><ci>t</ci></bvar><ci>x</ci></apply>";
const generated = (right) => {
  const model = `<model xmlns="http://www.cellml.org/cellml/2.0#" xmlns:cellml="http://www.cellml.org/cellml/2.0#" name="m">
    <units name="hour"><unit units="second" multiplier="3600"/></units>
    <units name="per_second"><unit units="second" exponent="-1"/></units><units name="per_hour"><unit units="hour" exponent="-1"/></units>
    <component name="body"><variable name="t" units="second" interface="public"/>
    <variable name="x" units="dimensionless" initial_value="5" interface="public"/>
    <variable name="k" units="per_second" initial_value="0.1"/>
    <math xmlns="http://www.w3.org/1998/Math/MathML"><apply><eq/>${rate}<apply><times/><ci>k</ci><ci>x</ci></apply></apply></math>
    </component>
    <component name="chart"><variable name="t" units="hour" interface="public"/>
    <variable name="x" units="dimensionless" interface="public"/><variable name="v" units="per_hour"/>
    <math xmlns="http://www.w3.org/1998/Math/MathML"><apply><eq/><ci>v</ci>${right}</apply></math></component>
    <connection component_1="body" component_2="chart"><map_variables variable_1="x" variable_2="x"/>
    <map_variables variable_1="t" variable_2="t"/></connection></model>`;
  const parsed = new cellml.Parser(true).parseModel(model);
  const [validator, analyser] = [new cellml.Validator(), new cellml.Analyser()];
  validator.validateModel(parsed);
  analyser.analyseModel(parsed);
  const issues = validator.issueCount() + analyser.issueCount();
  const code = new cellml.Generator().implementationCodeByProfileEnumeration(
    analyser.analyserModel(),
    cellml.GeneratorProfile.Profile.C,
  );
  const text = code.match(/algebraicVariables\[0\] = (.*);/)[1];
  return { issues, text, value: new Function("rates", `return ${text}`)([0.5]) };
};
const plain = generated(rate);
const negated = generated(`<apply><minus/>${rate}</apply>`);
console.log(`v = dx/dt: ${plain.text}; v = -dx/dt: ${negated.text}; issues ${plain.issues}, ${negated.issues}`);
const isAsSeen =
  plain.issues === 0 && negated.issues === 0 && Math.abs(negated.value + 1800) < 1e-9 && Math.abs(plain.value * 3600 - 0.5) < 1e-9;
process.exit(isAsSeen ? 0 : 1);
JS
node try.mjs
