// A thread cannot begin with TypeScript, but can learn to read it.
import { register } from "tsx/esm/api";

register();
await import("./judge.ts");
