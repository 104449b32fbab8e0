/** Keys and indices that lead to a part of a file. */
export type Path = readonly PropertyKey[];

/** Removes `.` and `..` from a path with forward slashes. */
export function resolvePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    // The root has no parent.
    if (part === ".." && parts.length === 1 && parts[0] === "") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== "." && (part !== "" || parts.length === 0)) parts.push(part);
  }
  return parts.join("/");
}
