import { h } from "./dom.ts";

/** Has the browser save a text as a file. */
export function download(name: string, text: string, type: string): void {
  const link = h("a", {
    download: name.replace(/[^\p{L}\p{N} ._-]+/gu, "-"),
    href: URL.createObjectURL(new Blob([text], { type })),
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
