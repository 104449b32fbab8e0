/** A text as a field of a CSV line (RFC 4180): in quotes where a comma, a quote or a line break stands in it. */
export const csvField = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
