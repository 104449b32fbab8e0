import type { Document } from "../../../../src/document/index.ts";

export interface Halved {
  readonly measure: string;
  readonly effect: string;
  readonly whole: number | undefined;
  readonly half: number | undefined;
}

export const tellHalved = ({ measure, effect, whole, half }: Halved): Document => ({
  title: `Half of ${effect}`,
  lead: measure,
  notes: [],
  answers: [`${measure} with all of it and with half of it.`],
  sections: [
    {
      tables: [
        {
          caption: measure,
          columns: [
            { name: "strength", kind: "share" },
            { name: "measure", kind: "number" },
          ],
          rows: [
            [1, whole],
            [0.5, half],
          ],
        },
      ],
    },
  ],
  methods: [],
  data: { measure, effect, whole: whole ?? null, half: half ?? null },
});
