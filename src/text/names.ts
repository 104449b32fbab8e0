/** The name of a file without its folder and its `.yaml`: what scenarios, searches and claims are called. */
export const stem = (path: string): string => path.slice(path.lastIndexOf("/") + 1).replace(/\.ya?ml$/i, "");
