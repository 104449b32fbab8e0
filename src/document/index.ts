// What is said, and where does it come from? The record of a run: its inputs, its command, its versions and settings.
// Deliberately knows nothing of files, of terminals or of any one study.

export {
  type InputFile,
  inputsInWords,
  type Provenance,
  provenanceLine,
  type RecordJson,
  recordId,
  recordJson,
  recordRows,
  shellWord,
} from "./provenance.ts";
