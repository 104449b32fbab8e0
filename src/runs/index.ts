// How are many run? Arms prepared once and simulated many times with other parameters; random numbers by key.
// Deliberately knows nothing of what the numbers are for.
export { type ArmRun, type ArmValues, type PreparedArms, prepareArms } from "./arms.ts";
export { keyOf, uniform } from "./random.ts";
