export { rounded } from "../text/index.ts";
