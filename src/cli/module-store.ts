import { keepModulesIn, type ModuleStore } from "../compile/index.ts";
import { Cache } from "../files/index.ts";

/** Generated modules in the cache folder, for this process and those after it. */
export function keepModules(cache = new Cache()): void {
  keepModulesIn({
    get: (key) => cache.get("module", key) as ReturnType<ModuleStore["get"]>,
    put: (key, module) => cache.put("module", key, module),
  });
}
