/** The library as text, read and checked when the page was built: what a case is run with. */
declare module "virtual:lull-library" {
  const text: string;
  export default text;
}
/** The model's circuit, laid out when the page was built: all of it, and its first look, which is the same where there is none. */
declare module "virtual:lull-circuit" {
  type Layout = import("../charts/index.ts").CircuitLayout;
  const layout: { readonly whole: Layout; readonly overview: Layout };
  export default layout;
}
/** What the page was built from. */
declare module "virtual:lull-maker" {
  const maker: import("./origin.ts").BuildOrigin;
  export default maker;
}
/** What the opening case comes to, where the library has it. */
declare module "virtual:lull-opening" {
  const opening: import("./opening.ts").Opening | undefined;
  export default opening;
}
/** What the model's people, drugs, systems and variables are called in other languages, by language. */
declare module "virtual:lull-words" {
  const words: Readonly<Record<string, import("./model-words.ts").ModelWords | undefined>>;
  export default words;
}
/** The words of the page by language, English first. */
declare module "virtual:lull-languages" {
  type Words = Partial<import("./words.ts").PageWords>;
  const languages: Readonly<Record<string, Words>>;
  export default languages;
}
/** Codes of those languages. */
declare module "virtual:lull-language-codes" {
  const codes: readonly string[];
  export default codes;
}
declare module "*.css";
