/** A name as messages show it. */
export const quoted = (name: string): string => `"${name}"`;

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[], last = "and"): string {
  return items.length > 1 ? `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1)}` : (items[0] ?? "");
}

/** "a", "a or b", "a, b or c". */
export const either = (items: readonly string[]): string => listed(items, "or");

/** A text that begins with a capital letter. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "1 run", "2 runs", "0 runs"; `many` where the plural is not the singular with an s. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/**
 * The items that are there, of a list in which a condition that is not met leaves nothing.
 * @example present("kept", late > 0 && "some late") // ["kept"] where none is late
 */
export const present = <T>(...items: readonly (T | false | "" | undefined)[]): T[] =>
  items.filter((item): item is T => item !== undefined && item !== false && item !== "");

/** Its keys are there or have a value; none has the value undefined. */
type WithoutMissing<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** An object without the keys that have no value. */
export const withoutMissing = <T extends object>(one: T): WithoutMissing<T> =>
  Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as WithoutMissing<T>;
