#!/usr/bin/env bash
# numeric 1.2.6: `dopri(x0, x1, ...)` ends after `maxit` tries of a step, 1000 unless it is told otherwise, wherever it then is. The
# result has no message (`msg` is set only where the step becomes too small), and `at(x)`, which gives the solution at any x, goes on
# from the last step by its polynomial. An oscillator asked for to t = 1000 at a tolerance of 1e-8 is followed to t = 89; at(1000) is
# 2.1e10 where the solution lies between -1 and 1. Matters because nothing but the last of `x` tells a run that is cut short.
# Seen 2026-11-29: "followed to 89, message undefined, at(1000) = 2.1e+10; with more steps 0.8269, exact 0.8269".
# Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund numeric@1.2.6
cat > try.mjs <<'JS'
import numeric from "numeric";
const oscillator = (_, [a, b]) => [b, -a];
const short = numeric.dopri(0, 1000, [0, 1], oscillator, 1e-8);
const whole = numeric.dopri(0, 1000, [0, 1], oscillator, 1e-8, 100000);
const end = short.x.at(-1);
console.log(
  `asked for to 1000, followed to ${end.toFixed(0)}, message ${short.msg}, at(1000) = ${short.at(1000)[0].toPrecision(2)};`,
  `with more steps ${whole.at(1000)[0].toFixed(4)}, exact ${Math.sin(1000).toFixed(4)}`,
);
const isAsSeen =
  end < 500 && short.msg === undefined && Math.abs(short.at(1000)[0]) > 1e3 && Math.abs(whole.at(1000)[0] - Math.sin(1000)) < 1e-3;
process.exit(isAsSeen ? 0 : 1);
JS
node try.mjs
