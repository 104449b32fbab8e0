/** The library as text, read and checked when the page was built. */
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
declare module "*.css";
