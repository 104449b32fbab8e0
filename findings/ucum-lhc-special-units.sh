#!/usr/bin/env bash
# @lhncbc/ucum-lhc 7.1.10: of the units that UCUM defines by a function, and of its microscope fields, three convert wrongly with status
# "succeeded". A slope of 100 % is 45 degrees (the table has 100 tan of degrees) and comes out as 0.785, which is the angle in radian; 1 Cel is
# 0.8 degrees Reaumur and comes out as -53.83; a count per low power field ([LPF], 100) is a hundredth of one per high power field ([HPF], 1) and
# is given as the same. Fahrenheit, Celsius, neper and bel are right. @atomic-ehr/ucum 0.2.5 has all three right. Matters because
# the library checks and converts units of laboratory values and of FHIR resources; casts and cells of urine are counted per field.
# Seen 2026-11-30: "100 %[slope]: 0.7854 deg, other library 45; 1 Cel: -53.83 [degRe], other library 0.8; 1 /[LPF]: 1 /[HPF], other library
# 0.01; 37 Cel: 98.6 [degF]". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund @lhncbc/ucum-lhc@7.1.10 @atomic-ehr/ucum@0.2.5
cat > try.mjs <<'JS'
import { ucum } from "@atomic-ehr/ucum";
import lhc from "@lhncbc/ucum-lhc";
const utils = lhc.UcumLhcUtils.getInstance();
const convert = (value, from, to) => {
  const { status, toVal } = utils.convertUnitTo(from, value, to);
  return status === "succeeded" ? toVal : Number.NaN;
};
const asked = [
  [100, "%[slope]", "deg"],
  [1, "Cel", "[degRe]"],
  [1, "/[LPF]", "/[HPF]"],
];
const found = asked.map(([value, from, to]) => [convert(value, from, to), ucum.convert(value, from, to)]);
const fever = convert(37, "Cel", "[degF]");
const short = (value) => Number(value.toPrecision(4));
console.log(
  `${asked.map(([value, from, to], i) => `${value} ${from}: ${short(found[i][0])} ${to}, other library ${short(found[i][1])}`).join("; ")}; ` +
    `37 Cel: ${short(fever)} [degF]`,
);
const near = (value, expected) => Math.abs(value - expected) < 1e-6 * Math.max(1, Math.abs(expected));
const isAsSeen =
  near(found[0][0], Math.PI / 4) && near(found[0][1], 45) && near(found[1][0], -53.83) && near(found[1][1], 0.8) &&
  near(found[2][0], 1) && near(found[2][1], 0.01) && near(fever, 98.6);
process.exit(isAsSeen ? 0 : 1);
JS
node try.mjs
