import { relative, sep } from "node:path";
import { readTextFile, yamlFiles } from "./disk.ts";

/**
 * The texts of all YAML files below a folder by their paths in it, as `loadModel` takes them.
 *
 * @example
 * const model = loadModel(readFolder("my-mechanisms"));
 */
export function readFolder(folder: string): Map<string, string> {
  return new Map(
    yamlFiles(folder).map((path) => [relative(folder, path).split(sep).join("/"), readTextFile(path) ?? ""]),
  );
}
