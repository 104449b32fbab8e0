const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
export const html = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign]!);

/** JSON that no HTML parser can leave: inside a string `\u003c` is the same as `<`. */
export const jsonForHtml = (data: unknown) => JSON.stringify(data).replaceAll("<", "\\u003c");

/**
 * A script that no HTML parser can leave (these sequences occur in strings and patterns only, where `\x3c` is `<`), and
 * that sends no debugger after its source map.
 */
export const scriptForHtml = (text: string) =>
  text
    .replace(/^\/\/# sourceMappingURL=.*$/gm, "")
    .replace(/<(?=\/script)/gi, () => "\\x3c")
    .replaceAll("<!--", () => "\\x3c!--");
