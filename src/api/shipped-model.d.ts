/** The shipped models, read and checked when the package was built: JSON text, and what they were made of. */
declare module "#shipped-model" {
  const text: string;
  export default text;
  export const origin: {
    readonly lull: string;
    readonly modelHash: string;
    readonly inputs: readonly {
      readonly path: string;
      readonly sha256: string;
      readonly isShipped?: boolean;
    }[];
  };
}
