/** Score of each folder and of all, weighted by how many mutants a folder has, with 95% intervals; no coverage counts as survived. */
export function scoreOf(total, results) {
  const all = Object.values(total).reduce((a, b) => a + b, 0);
  const folders = Object.entries(total).map(([folder, size]) => {
    const own = results.filter(({ key }) => key.startsWith(`src/${folder}/`));
    const dead = own.filter(({ status }) => status === "killed" || status === "timeout").length;
    return { folder, size, tested: own.length, dead, ...wilson(dead, own.length) };
  });
  const asked = folders.filter(({ tested }) => tested > 0);
  const share = asked.reduce((sum, f) => sum + (f.size / all) * (f.dead / f.tested), 0);
  // Agresti and Coull's two more of each keep a folder without survivors from having no spread.
  const spread = Math.sqrt(
    asked.reduce((sum, f) => {
      const p = (f.dead + 2) / (f.tested + 4);
      return sum + (f.size / all) ** 2 * ((p * (1 - p)) / (f.tested + 4));
    }, 0),
  );
  return { folders, all: { share, low: share - 1.96 * spread, high: Math.min(1, share + 1.96 * spread) } };
}

/** Wilson's interval of a share. */
function wilson(k, n) {
  if (n === 0) return { share: Number.NaN, low: 0, high: 1 };
  const z2 = 1.96 ** 2;
  const [share, over] = [k / n, 1 + z2 / n];
  const half = (1.96 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n))) / over;
  const middle = (share + z2 / (2 * n)) / over;
  return { share, low: middle - half, high: middle + half };
}

export function tableOf({ folders, all }) {
  const percent = (x) => `${(100 * x).toFixed(1)}%`;
  return [
    ...folders.map(
      (f) =>
        `${f.folder}: ${f.dead} of ${f.tested} killed, ${percent(f.share)} (${percent(f.low)} to ${percent(f.high)}); ${f.size} in all`,
    ),
    `all, by size: ${percent(all.share)} (95%: ${percent(all.low)} to ${percent(all.high)})`,
  ].join("\n");
}
