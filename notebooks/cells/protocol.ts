import type { LentCase } from "lull";
import type {
  Circuit,
  Explained,
  OwnReply,
  OwnRequest,
  PopulationReply,
  PopulationRequest,
  RunReply,
  RunRequest,
  TierCount,
  VerdictReply,
} from "./answers.ts";

/** What a page asks its worker, and what it hears. */
export interface Protocol {
  run: { ask: RunRequest; reply: RunReply };
  /** What the page needs to run the case itself, with other doses and numbers. */
  lend: { ask: RunRequest; reply: LentCase };
  explain: { ask: readonly string[]; reply: readonly Explained[] };
  claims: {
    ask: { readonly ids: readonly string[]; readonly rivals: boolean };
    reply: readonly VerdictReply[];
  };
  population: { ask: PopulationRequest; reply: PopulationReply };
  burden: { ask: string; reply: readonly TierCount[] };
  circuit: { ask: readonly string[]; reply: Circuit };
  own: { ask: OwnRequest; reply: OwnReply };
}

export type Kind = keyof Protocol;

export interface Message<K extends Kind> {
  readonly id: number;
  readonly kind: K;
  readonly ask: Protocol[K]["ask"];
}

export type Reply = { readonly id: number } & ({ readonly value: unknown } | { readonly problem: string });
