// Missed doses draw too, and they are worked out further up, so the numbers are made there.
export { keyOf, uniform } from "../pharmacology/index.ts";
