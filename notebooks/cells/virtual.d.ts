/** What trials found, from the evidence of the shipped scenarios: JSON text, made when the pages are built. */
declare module "virtual:lull-trials" {
  const text: string;
  export default text;
}
/** The words of the explorer by language. */
declare module "virtual:lull-languages" {
  type Words = Partial<import("../../src/explorer/words.ts").PageWords>;
  const languages: Readonly<Record<string, Words>>;
  export default languages;
}
