#!/usr/bin/env bash
# libCellML 0.7.1 (libcellml.js 0.7.1): the C profile of the code generator writes a piecewise as cond ? x : y, with parentheses round it in
# sums, products and powers, and without any where it is compared. So "(a if c > b else d) > b" becomes (c > b) ? a : d > b, which C reads as
# (c > b) ? a : (d > b): it gives a, and not 0 or 1. With a = 2, b = 3, c = 4 and d = 5 that is 2 instead of 0, and as the condition of another
# piecewise it is true instead of false. The Python profile calls a function and is right, so one model runs two ways. Neither validator
# nor analyser has an issue. Matters for effects above a threshold where the level is a piecewise, as an infusion is.
# Seen 2026-11-30: "(constants[2] > constants[0])?constants[1]:constants[3] > constants[0] = 2, Python 0, issues 0".
# Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund libcellml.js@0.7.1
cat > try.mjs <<'JS'
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import load from "libcellml.js/libcellml.common.js";
const cellml = await load();
const names = ["a", "b", "c", "d"];
const values = { a: 2, b: 3, c: 4, d: 5 };
const greater = (left, right) => `<apply><gt/>${left}${right}</apply>`;
const ci = (name) => `<ci>${name}</ci>`;
const level = `<piecewise><piece>${ci("a")}${greater(ci("c"), ci("b"))}</piece><otherwise>${ci("d")}</otherwise></piecewise>`;
const model = new cellml.Parser(true).parseModel(`<model xmlns="http://www.cellml.org/cellml/2.0#" name="m"><component name="body">
  ${names.map((name) => `<variable name="${name}" units="dimensionless" initial_value="${values[name]}"/>`).join("")}
  <variable name="v" units="dimensionless"/>
  <math xmlns="http://www.w3.org/1998/Math/MathML"><apply><eq/>${ci("v")}${greater(level, ci("b"))}</apply></math>
  </component></model>`);
const [validator, analyser] = [new cellml.Validator(), new cellml.Analyser()];
validator.validateModel(model);
analyser.analyseModel(model);
const issues = validator.issueCount() + analyser.issueCount();
const code = (profile) =>
  new cellml.Generator().implementationCodeByProfileEnumeration(analyser.analyserModel(), cellml.GeneratorProfile.Profile[profile]);
const constants = [];
for (const [, index, value] of code("C").matchAll(/constants\[(\d)\] = ([\d.]+);/g)) constants[Number(index)] = Number(value);
const c = code("C").match(/computedConstants\[0\] = (.*);/)[1];
const inC = Number(new Function("constants", `return ${c}`)(constants));
// The whole generated Python module, run as it is.
writeFileSync("model.py", code("PYTHON"));
const run = `import model; c = model.create_constants_array(); s = model.create_computed_constants_array(); a = model.create_algebraic_variables_array()
model.initialise_arrays(c, s, a); model.compute_computed_constants(c, s, a); print(s[0])`;
const inPython = Number(execFileSync("/usr/bin/python3", ["-c", run], { encoding: "utf8" }));
console.log(`${c} = ${inC}, Python ${inPython}, issues ${issues}`);
process.exit(inC === 2 && inPython === 0 && issues === 0 ? 0 : 1);
JS
node try.mjs
