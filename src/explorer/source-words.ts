interface Cited {
  readonly id: string;
  readonly citation: string;
}

/** A source in short: "Taylor et al. 2006", from its citation; the id where that does not begin with names. */
export function authorYear({ id, citation }: Cited): string {
  const year = /(19|20)\d\d/.exec(id)?.[0] ?? /\b(19|20)\d\d\b/.exec(citation)?.[0];
  if (!/^([^\s,.:]+ ){1,3}[A-Z]{1,4}[,.] /.test(citation) || !year) return id;
  const names = citation
    .slice(0, citation.indexOf(". "))
    .split(", ")
    .map((name) => name.replace(/ [A-Z]{1,4}$/, ""));
  const others =
    names.length > 2 || /et al/.test(names[1] ?? "") ? " et al." : names[1] ? ` and ${names[1]}` : "";
  return `${names[0]}${others} ${year}`;
}

/** A text with the ids of sources told as author and year. */
export function withAuthors(text: string, sourceOf: (id: string) => Cited | undefined): string {
  return text.replace(/\b[a-z][a-z0-9-]*\d{2,4}[a-z]?\b/g, (id) => {
    const source = sourceOf(id);
    return source ? authorYear(source) : id;
  });
}
