// Does the model do what the article says? The ledger of claims as a document; how claims are judged is in `analysis/`.
export { tellClaims } from "./tell.ts";
