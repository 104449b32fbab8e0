// How far can the model be trusted? The statement as a document; how it is worked out is in `analysis/credibility/`.
export { tellCredibility } from "./tell.ts";
