#!/usr/bin/env bash
# libCellML 0.7.1 (libcellml.js 0.7.1): the C profile of the code generator writes <not/> as "!" before its operand without parentheses,
# so that it denies the first term alone: not(a > b) becomes !a > b, not(a = b) becomes !a == b, and not(p and q) becomes !p && q.
# With a = 2 and b = 3 the first is 0 instead of 1. Neither validator nor analyser has an issue; the Python profile writes calls of
# functions and is right, so that one model runs two ways. Matters for every dose, pulse or switch "until not ...".
# Seen 2026-11-29: "(!constants[1] > constants[0])?1.0:0.0 = 0, Python 1, issues 0". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund libcellml.js@0.7.1
cat > try.mjs <<'JS'
import load from "libcellml.js/libcellml.common.js";
const cellml = await load();
const model = `<model xmlns="http://www.cellml.org/cellml/2.0#" xmlns:cellml="http://www.cellml.org/cellml/2.0#" name="m">
  <component name="c"><variable name="a" units="dimensionless" initial_value="2"/>
  <variable name="b" units="dimensionless" initial_value="3"/><variable name="y" units="dimensionless"/>
  <math xmlns="http://www.w3.org/1998/Math/MathML"><apply><eq/><ci>y</ci><piecewise><piece><cn cellml:units="dimensionless">1</cn>
  <apply><not/><apply><gt/><ci>a</ci><ci>b</ci></apply></apply></piece><otherwise><cn cellml:units="dimensionless">0</cn></otherwise>
  </piecewise></apply></math></component></model>`;
const parsed = new cellml.Parser(true).parseModel(model);
const [validator, analyser] = [new cellml.Validator(), new cellml.Analyser()];
validator.validateModel(parsed);
analyser.analyseModel(parsed);
const issues = validator.issueCount() + analyser.issueCount();
const analysed = analyser.analyserModel();
const [c, python] = ["C", "PYTHON"].map((profile) =>
  new cellml.Generator()
    .implementationCodeByProfileEnumeration(analysed, cellml.GeneratorProfile.Profile[profile])
    .match(/computed_?[cC]onstants\[0\] = ([^;\n]+)/)[1],
);
const places = { a: 0, b: 0 };
for (let i = 0; i < 2; i++) places[analysed.constant(i).variable().name()] = i;
const constants = [];
constants[places.a] = 2;
constants[places.b] = 3;
// "!", ">" and "? :" bind in JavaScript as they do in C.
const asC = new Function("constants", `return ${c}`)(constants);
const [yes, condition, no] = python.match(/^(\S+) if (.*) else (\S+)$/).slice(1);
const asPython = new Function("constants", "not_func", "gt_func", `return ${condition} ? ${yes} : ${no}`)(
  constants,
  (p) => (p ? 0 : 1),
  (p, q) => (p > q ? 1 : 0),
);
console.log(c, "=", asC + ", Python", asPython + ", issues", issues);
const isAsSeen = issues === 0 && asC === 0 && asPython === 1;
process.exit(isAsSeen ? 0 : 1);
JS
node try.mjs
