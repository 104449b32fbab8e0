#!/usr/bin/env bash
# hyparquet-writer 0.17.0: a column of JavaScript numbers without a `type` is INT32 where all of them are whole, else DOUBLE. So two
# files of one measurement have two schemas by chance of their values, -0 comes back as 0, and a column of whole numbers beyond
# 2^31, which every double holds, is refused ("expected int32 value") instead of becoming INT64 or DOUBLE.
# Seen 2026-11-28: "[1, 2] INT32, [1, 2.5] DOUBLE, [-0] 0, [3000000000] refused". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund hyparquet-writer@0.17.0 hyparquet@1.31.5
cat > try.mjs <<'JS'
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
const write = (data) => parquetWriteBuffer({ columnData: [{ name: "x", data }] });
const typeOf = (data) => parquetMetadata(write(data)).schema[1].type;
const [{ x: zero }] = await parquetReadObjects({ file: write([-0]) });
let refusal = "";
try {
  write([3e9]);
} catch (error) {
  refusal = error.message;
}
console.log("[1, 2]", typeOf([1, 2]), "[1, 2.5]", typeOf([1, 2.5]), "[-0]", zero, "[3000000000]", refusal || "written");
const isAsSeen =
  typeOf([1, 2]) === "INT32" && typeOf([1, 2.5]) === "DOUBLE" && Object.is(zero, 0) && refusal.includes("int32");
process.exit(isAsSeen ? 0 : 1);
JS
node try.mjs
