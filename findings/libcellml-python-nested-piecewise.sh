#!/usr/bin/env bash
# libCellML 0.7.1 (libcellml.js 0.7.1): the Python profile of the code generator writes a piecewise as "x if cond else y", and no parentheses
# where x is a piecewise itself. "(a if b > a else c) if c > d else d" becomes a if b > a else c if c > d else d, which Python groups from the
# right: the outer condition decides only where the inner one is false. With a = 2, b = 3, c = 4 and d = 5 it gives 2 instead of 5. The
# C profile, whose ?: takes anything between its two signs, is right, so one model runs two ways. Neither validator nor analyser has
# an issue. Matters wherever one switch is within another: a regimen within the time of treatment.
# Seen 2026-11-30: "Python 2, C 5, issues 0". Exits 1 when that changes.
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
const values = { a: 2, b: 3, c: 4, d: 5 };
const ci = (name) => `<ci>${name}</ci>`;
const choose = (yes, left, right, no) =>
  `<piecewise><piece>${yes}<apply><gt/>${ci(left)}${ci(right)}</apply></piece><otherwise>${no}</otherwise></piecewise>`;
const nested = choose(choose(ci("a"), "b", "a", ci("c")), "c", "d", ci("d"));
const model = new cellml.Parser(true).parseModel(`<model xmlns="http://www.cellml.org/cellml/2.0#" name="m"><component name="body">
  ${Object.entries(values).map(([name, value]) => `<variable name="${name}" units="dimensionless" initial_value="${value}"/>`).join("")}
  <variable name="v" units="dimensionless"/>
  <math xmlns="http://www.w3.org/1998/Math/MathML"><apply><eq/>${ci("v")}${nested}</apply></math></component></model>`);
const [validator, analyser] = [new cellml.Validator(), new cellml.Analyser()];
validator.validateModel(model);
analyser.analyseModel(model);
const issues = validator.issueCount() + analyser.issueCount();
const code = (profile) =>
  new cellml.Generator().implementationCodeByProfileEnumeration(analyser.analyserModel(), cellml.GeneratorProfile.Profile[profile]);
const constants = [];
for (const [, index, value] of code("C").matchAll(/constants\[(\d)\] = ([\d.]+);/g)) constants[Number(index)] = Number(value);
const inC = new Function("constants", `return ${code("C").match(/computedConstants\[0\] = (.*);/)[1]}`)(constants);
// The whole generated Python module, run as it is.
writeFileSync("model.py", code("PYTHON"));
const run = `import model; c = model.create_constants_array(); s = model.create_computed_constants_array(); a = model.create_algebraic_variables_array()
model.initialise_arrays(c, s, a); model.compute_computed_constants(c, s, a); print(s[0])`;
const inPython = Number(execFileSync("/usr/bin/python3", ["-c", run], { encoding: "utf8" }));
console.log(`Python ${inPython}, C ${inC}, issues ${issues}`);
process.exit(inPython === 2 && inC === 5 && issues === 0 ? 0 : 1);
JS
node try.mjs
