/** Words that formulas or their parser give a meaning of their own, so that nothing can be called so. */
const taken = new Set(
  "t pi if baseline gate rate_of and or not xor mod to in end true false null undefined NaN Infinity __proto__".split(
    " ",
  ),
);

/** Gives out names that the model language takes, each once. */
export class UniqueNames {
  private readonly used = new Set(taken);

  /** The wanted name, else it with underscores or a number behind. */
  take(wanted: string): string {
    const plain = wanted.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=[^A-Za-z_])/, "_") || "_";
    let name = plain;
    for (let n = 1; this.used.has(name); n++) name = n === 1 ? `${plain}_` : `${plain}_${n}`;
    this.used.add(name);
    return name;
  }

  /** Keeps a name free for what will ask for it later. */
  isFree(name: string): boolean {
    return !this.used.has(name);
  }
}
