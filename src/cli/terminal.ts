/** Columns of the terminal that reads standard output; where a file or a pipe does, a width that reads well. */
export const terminalWidth = (): number => process.stdout.columns ?? 120;
