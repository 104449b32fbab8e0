#!/usr/bin/env bash
# DuckDB 1.5.6 (@duckdb/node-api 1.5.6-r.1): the CSV reader takes the type of a column from the first 20480 lines. Where they hold whole
# numbers alone, every decimal further down is rounded to a whole number, without error or warning: 0.5 becomes 1, 2.25 becomes 2 and
# 0.001 becomes 0. A text further down ("BLQ") is refused with a message that names the line, so one would expect the same of a number
# that does not fit. `sample_size = -1`, or `types = {...}`, keeps every digit. Matters for long tables of results, sorted by variable or
# by time, that begin with counts, flags or zeros. The Parquet file of a table has its types written in it.
# Seen 2026-11-30: "0.5, 2.25, 0.001 after 30000 whole numbers: BIGINT 1, 2, 0; with sample_size = -1: DOUBLE 0.5, 2.25, 0.001; BLQ
# refused: true". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund @duckdb/node-api@1.5.6-r.1
cat > try.mjs <<'JS'
import { writeFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
const whole = Array.from({ length: 30000 }, (_, hour) => `${hour},${hour % 7}`);
const table = (...late) => `time,value\n${[...whole, ...late.map((value) => `-1,${value}`)].join("\n")}\n`;
writeFileSync("numbers.csv", table("0.5", "2.25", "0.001"));
writeFileSync("text.csv", table("BLQ"));
const database = await (await DuckDBInstance.create()).connect();
const late = async (source) => {
  const reader = await database.runAndReadAll(`SELECT value, typeof(value) AS type FROM ${source} WHERE time = -1`);
  const rows = reader.getRowObjectsJS();
  return { type: rows[0].type, values: rows.map((row) => Number(row.value)).join(", ") };
};
const plain = await late("read_csv('numbers.csv')");
const all = await late("read_csv('numbers.csv', sample_size = -1)");
const isRefused = await late("read_csv('text.csv')").then(
  () => false,
  (error) => /BLQ/.test(error.message),
);
console.log(
  `0.5, 2.25, 0.001 after 30000 whole numbers: ${plain.type} ${plain.values}; with sample_size = -1: ` +
    `${all.type} ${all.values}; BLQ refused: ${isRefused}`,
);
const isAsSeen = plain.type === "BIGINT" && plain.values === "1, 2, 0" && all.values === "0.5, 2.25, 0.001" && isRefused;
process.exit(isAsSeen ? 0 : 1);
JS
node try.mjs
