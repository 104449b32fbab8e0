import * as z from "zod";
import { kebab } from "./arm-schema.ts";
import { text } from "./schema-parts.ts";
import { like } from "./shapes.ts";

const citation = "Doe J, Roe R. A trial. J Trials 2020;1:2-3";

const finding = { id: "less", source: "doe2020", says: "Less was felt." };

export const evidenceSchema = z.strictObject({
  evidence: kebab,
  sources: like(
    z.record(
      text,
      like(
        z.strictObject({
          citation: like(text, citation),
          doi: like(text, "10.1000/xyz").optional(),
          read: like(
            z
              .enum(["fulltext", "abstract", "secondary", "recalled"])
              .describe("How well the source is known"),
            "abstract",
          ),
        }),
        { citation, read: "abstract" },
      ),
    ),
    { doe2020: { citation, read: "abstract" } },
  ),
  findings: like(
    z.array(
      like(
        z.strictObject({
          id: like(text, "less"),
          source: like(text, "doe2020"),
          species: text.optional(),
          says: like(text, "Less was felt."),
        }),
        finding,
      ),
    ),
    [finding],
  ).optional(),
});
