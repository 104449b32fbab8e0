import type { Renames } from "./same-outputs.ts";

/** Names of outputs that changed, newest first; `CHANGELOG.md` says them to users. */
export const renames: readonly Renames[] = [
  {
    in: /^require/,
    names: [
      ['"wish"', '"target"'],
      ["wished for", "target:"],
    ],
  },
  { in: /^search/, names: [["duels", "pairwise"]] },
  {
    in: /^(population|merge|list|explain)/,
    names: [
      ['"screens"', '"inclusion"'],
      ["Screens: subjects outside what is plausible", "Inclusion criteria: subjects outside each"],
      ["Screens drop subjects", "Inclusion criteria drop subjects"],
      ["screen", "criterion"],
    ],
  },
  { in: /^(import|export)/, names: [['"passages"', '"conversions"']] },
];
