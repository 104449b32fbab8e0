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
  const maker: import("./origin.ts").Maker;
  export default maker;
}
/** What the opening case comes to, where the library has it. */
declare module "virtual:lull-opening" {
  const opening: import("./opening.ts").Opening | undefined;
  export default opening;
}
declare module "*.css";
