interface Cited {
  readonly id: string;
  readonly citation: string;
}

/** A source in short: "Taylor et al. 2006", from its citation; the start of its title where nobody is named. */
export function authorYear({ id, citation }: Cited): string {
  const year = (/(19|20)\d\d/.exec(id) ?? /\b(19|20)\d\d\b/.exec(citation))?.[0];
  const isNamed = /^([^\s,.:]+ ){1,3}[A-Z]{1,4}(,|\.| \()/.test(citation);
  const names = citation
    .split(/\. | \(/)[0]!
    .split(", ")
    .map((name) => name.replace(/ [A-Z]{1,4}$/, ""));
  const [first, second] = names;
  const others = names.length > 2 || second === "et al" ? " et al." : second ? ` and ${second}` : "";
  const who = isNamed ? `${first}${others}` : `"${citation.split(" ").slice(0, 5).join(" ")} …"`;
  return year ? `${who} ${year}` : who;
}

/** A text with the ids of sources told as author and year. */
export function withAuthors(text: string, sourceOf: (id: string) => Cited | undefined): string {
  return text.replace(/\b[a-z][a-z0-9-]*\d{2,4}[a-z]?\b/g, (id) => {
    const source = sourceOf(id);
    return source ? authorYear(source) : id;
  });
}
