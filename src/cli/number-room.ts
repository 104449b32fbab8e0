import { type NumberFile, type NumberFileOptions, openNumberFile } from "../files/index.ts";
import { diskReason } from "./failure.ts";

/**
 * A file for numbers that are too many to hold; where none can be had, or the disk is full, they are held in memory, and stderr says so.
 *
 * @param what what the numbers are, for that message
 */
export function numberRoom(what: string, write?: NumberFileOptions["write"]): NumberFile | undefined {
  const onRefused = (error: unknown) =>
    void process.stderr.write(
      `The folder for temporary files takes no more (${diskReason(error) ?? String(error)}), so ${what} is held in memory.\nShould that not suffice, let TMPDIR name a folder with room.\n`,
    );
  try {
    return openNumberFile({ onRefused, ...(write ? { write } : {}) });
  } catch (error) {
    onRefused(error);
    return undefined;
  }
}

/** People of whom everything is held in memory. */
const mostPeople = 10_000;

/** A file for what is known of many people. */
export const roomForPeople = (people: number, write?: NumberFileOptions["write"]): NumberFile | undefined =>
  people <= mostPeople ? undefined : numberRoom(`what is known of ${people} people`, write);
