#!/usr/bin/env bash
# libCellML 0.7.1 (libcellml.js 0.7.1): the resets of CellML 2.0, which set a variable to another value when a condition is met, and are
# the language's only way to write a jump, are read and validated, but the code generator leaves them out: a dose of 100
# at second 5 is nowhere in the code, C or Python. Validator and analyser have no issue, and the model counts as a valid system of
# differential equations, so the simulation runs and shows a person who was never treated. One would expect an issue of the analyser, as
# it has for what cannot be computed. Doses written as a piecewise rate are generated.
# Seen 2026-11-30: "resets kept in the model: 1, issues 0, type ode; 100 in the C code: false, in Python: false; as a rate: true".
# Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund libcellml.js@0.7.1
cat > try.mjs <<'JS'
import load from "libcellml.js/libcellml.common.js";
const cellml = await load();
const math = (content) =>
  `<math xmlns="http://www.w3.org/1998/Math/MathML" xmlns:cellml="http://www.cellml.org/cellml/2.0#">${content}</math>`;
const reset = `<reset variable="x" test_variable="t" order="1"><test_value>${math('<cn cellml:units="second">5</cn>')}</test_value>
  <reset_value>${math('<apply><plus/><ci>x</ci><cn cellml:units="dimensionless">100</cn></apply>')}</reset_value></reset>`;
const elimination = "<apply><minus/><apply><times/><ci>k</ci><ci>x</ci></apply></apply>";
const infusion = `<apply><plus/>${elimination}<piecewise><piece><cn cellml:units="per_second">100</cn>
  <apply><gt/><ci>t</ci><cn cellml:units="second">5</cn></apply></piece>
  <otherwise><cn cellml:units="per_second">0</cn></otherwise></piecewise></apply>`;
const generated = (resets, rate) => {
  const model = new cellml.Parser(true).parseModel(`<model xmlns="http://www.cellml.org/cellml/2.0#" name="m">
    <units name="per_second"><unit units="second" exponent="-1"/></units>
    <component name="body"><variable name="t" units="second"/><variable name="x" units="dimensionless" initial_value="0"/>
    <variable name="k" units="per_second" initial_value="0.1"/>${resets}
    ${math(`<apply><eq/><apply><diff/><bvar><ci>t</ci></bvar><ci>x</ci></apply>${rate}</apply>`)}</component></model>`);
  const [validator, analyser] = [new cellml.Validator(), new cellml.Analyser()];
  validator.validateModel(model);
  analyser.analyseModel(model);
  const code = (profile) =>
    new cellml.Generator().implementationCodeByProfileEnumeration(analyser.analyserModel(), cellml.GeneratorProfile.Profile[profile]);
  return {
    resets: model.componentByIndex(0).resetCount(),
    issues: validator.issueCount() + analyser.issueCount(),
    type: analyser.analyserModel().type() === cellml.AnalyserModel.Type.ODE ? "ode" : "other",
    hasDose: ["C", "PYTHON"].map((profile) => /\b100\b/.test(code(profile))),
  };
};
const dose = generated(reset, elimination);
const rate = generated("", infusion);
console.log(
  `resets kept in the model: ${dose.resets}, issues ${dose.issues}, type ${dose.type}; 100 in the C code: ${dose.hasDose[0]}, ` +
    `in Python: ${dose.hasDose[1]}; as a rate: ${rate.hasDose[0]}`,
);
const isLeftOut = dose.resets === 1 && dose.issues === 0 && dose.type === "ode" && !dose.hasDose.includes(true);
process.exit(isLeftOut && rate.issues === 0 && rate.hasDose[0] ? 0 : 1);
JS
node try.mjs
