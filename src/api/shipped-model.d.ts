/** The shipped models, read and checked when the package was built: JSON text. */
declare module "#shipped-model" {
  const text: string;
  export default text;
}
