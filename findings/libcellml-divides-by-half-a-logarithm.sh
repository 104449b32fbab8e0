#!/usr/bin/env bash
# libCellML 0.7.1 (libcellml.js 0.7.1): the code generator writes the logarithm of x to base b as log(x)/log(b), and puts no
# parentheses round it where something is divided by it. 6 / log2(8) becomes 6.0/log(8.0)/log(2.0), which is 4.16 instead of 2: wrong
# by the square of the natural logarithm of b. The C and the Python profile do so alike, and neither validator nor analyser has an
# issue with the model. A product with the same logarithm is right. Matters because the generated code is what is simulated.
# Seen 2026-11-29: "6.0/log(constants[0])/log(2.0) = 4.16, not 2, issues 0; 6 * log2(8) = 18.0". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund libcellml.js@0.7.1
cat > try.mjs <<'JS'
import load from "libcellml.js/libcellml.common.js";
const cellml = await load();
const log2 = "<apply><log/><logbase><cn cellml:units=\"dimensionless\">2</cn></logbase><ci>x</ci></apply>";
const generated = (operator) => {
  const model = `<model xmlns="http://www.cellml.org/cellml/2.0#" xmlns:cellml="http://www.cellml.org/cellml/2.0#" name="m">
    <component name="c"><variable name="x" units="dimensionless" initial_value="8"/><variable name="y" units="dimensionless"/>
    <math xmlns="http://www.w3.org/1998/Math/MathML"><apply><eq/><ci>y</ci>
    <apply><${operator}/><cn cellml:units="dimensionless">6</cn>${log2}</apply></apply></math></component></model>`;
  const parsed = new cellml.Parser(true).parseModel(model);
  const [validator, analyser] = [new cellml.Validator(), new cellml.Analyser()];
  validator.validateModel(parsed);
  analyser.analyseModel(parsed);
  const issues = validator.issueCount() + analyser.issueCount();
  const texts = ["C", "PYTHON"].map((profile) =>
    new cellml.Generator()
      .implementationCodeByProfileEnumeration(analyser.analyserModel(), cellml.GeneratorProfile.Profile[profile])
      .match(/computed_?[cC]onstants\[0\] = ([^;\n]+)/)[1],
  );
  const values = texts.map((text) => new Function("constants", "log", `return ${text}`)([8], Math.log));
  return { issues, text: texts[0], values };
};
const quotient = generated("divide");
const product = generated("times");
console.log(
  `${quotient.text} = ${quotient.values[0].toPrecision(3)}, not 2, issues ${quotient.issues};`,
  `6 * log2(8) = ${product.values[0].toFixed(1)}`,
);
const wrong = 6 / Math.log(8) / Math.log(2);
const isAsSeen =
  quotient.issues === 0 &&
  quotient.values.every((value) => Math.abs(value - wrong) < 1e-12) &&
  product.values.every((value) => Math.abs(value - 18) < 1e-12);
process.exit(isAsSeen ? 0 : 1);
JS
node try.mjs
