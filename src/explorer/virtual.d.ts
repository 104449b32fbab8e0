/** The library as text, read and checked when the page was built. */
declare module "virtual:lull-library" {
  const text: string;
  export default text;
}
/** The model's circuit, laid out when the page was built. */
declare module "virtual:lull-circuit" {
  const layout: import("../charts/index.ts").CircuitLayout;
  export default layout;
}
declare module "*.css";
