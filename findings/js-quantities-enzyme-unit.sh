#!/usr/bin/env bash
# js-quantities 1.8.0: the enzyme unit, "U", is 1.6667e-15 mol/s. One unit is one micromole a minute, 1.6667e-8 mol/s, so every
# activity and every Vmax converted from U comes out too small by a factor of ten million, without a message. "katal" is right, and so
# is "umol/min". Matters because the activities of enzymes, and with them clearances, are published in U/mg and U/l.
# Seen 2026-11-29: "1 U = 1.667e-15 mol/s = 1.000e-7 umol/min; 1 umol/min = 1.667e-8 mol/s". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund js-quantities@1.8.0
cat > try.mjs <<'JS'
import Qty from "js-quantities";
const seconds = Qty("1 U").to("mol/s").scalar;
const minutes = Qty("1 U").to("umol/min").scalar;
const micromole = Qty("1 umol/min").to("mol/s").scalar;
console.log(
  `1 U = ${seconds.toPrecision(4)} mol/s = ${minutes.toPrecision(4)} umol/min; 1 umol/min = ${micromole.toPrecision(4)} mol/s`,
);
const isAsSeen = Math.abs(minutes / 1e-7 - 1) < 1e-3 && Math.abs(micromole * 60e6 - 1) < 1e-9;
process.exit(isAsSeen ? 0 : 1);
JS
node try.mjs
