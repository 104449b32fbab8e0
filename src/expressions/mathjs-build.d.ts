// The one-file build of mathjs comes without types of its own; they are those of the package.
declare module "mathjs/lib/browser/math.js" {
  import type { create, parseDependencies } from "mathjs";

  const mathjs: {
    readonly create: typeof create;
    readonly parseDependencies: typeof parseDependencies;
  };
  export default mathjs;
}
