import { distance } from "fastest-levenshtein";
import { either, quoted } from "../text/index.ts";

/** The known names closest to a misspelt one (at most `most`, nearest first; none when nothing is near). */
export function nearestNames(wrong: string, known: Iterable<string>, most = 3): string[] {
  const reach = Math.max(1, Math.floor(wrong.length / 3));
  const lower = wrong.toLowerCase();
  const scored: { name: string; score: number }[] = [];
  for (const name of known) {
    const tail = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
    const score = Math.min(
      distance(lower, name.toLowerCase()),
      // "firing" for "raphe.firing": the right word without its module is a near miss too.
      tail === lower ? 1 : Number.POSITIVE_INFINITY,
      // Two letters the wrong way round are one slip.
      isSwapped(lower, name.toLowerCase()) ? 1 : Number.POSITIVE_INFINITY,
      // "slow" for "slow_drive": the first word of it.
      lower.length > 2 && name.toLowerCase().startsWith(`${lower}_`) ? 1 : Number.POSITIVE_INFINITY,
    );
    if (score <= reach) scored.push({ name, score });
  }
  scored.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1));
  return scored.slice(0, most).map((s) => s.name);
}

/** Whether one text is the other with two neighbouring letters exchanged. */
function isSwapped(a: string, b: string): boolean {
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  return at >= 0 && `${a.slice(0, at)}${a[at + 1] ?? ""}${a[at]}${a.slice(at + 2)}` === b;
}

/** "Did you mean ...?" for misspelt names, or what helps where nothing is near. */
export function didYouMean(
  wrong: string | readonly string[],
  known: Iterable<string>,
  otherwise: string,
): string {
  const names = [...known];
  const near = [...new Set([wrong].flat().flatMap((one) => nearestNames(one, names)))];
  return near.length > 0 ? `Did you mean ${either(near.map(quoted))}?` : otherwise;
}

/** So many names can be taken in at a glance. */
const mostListed = 24;

/** "Did you mean ...?" for a misspelt name, or what else helps: the short list of what is allowed, in all or in its module. */
export function suggestion(wrong: string, known: Iterable<string>): string | undefined {
  const all = [...known];
  const module = wrong.slice(0, wrong.indexOf(".") + 1);
  const inModule = module ? all.filter((name) => name.startsWith(module)) : [];
  const isShort = ({ length }: readonly string[]) => length > 0 && length <= mostListed;
  const list = isShort(all)
    ? `Known here: ${all.sort().join(", ")}.`
    : isShort(inModule)
      ? `Those that begin with "${module}" are: ${inModule.sort().join(", ")}.`
      : "";
  return didYouMean(wrong, all, list) || undefined;
}
