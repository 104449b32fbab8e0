/** Data as text: the same text for the same data, whatever the order of its keys. */
export function canonical(value: unknown): string {
  const sorted = JSON.stringify(value, (_, part) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
  return sorted ?? "";
}
