import { describeMistakes, joined, type Mistake } from "../../support/mistakes.ts";

const sources = `evidence: mine
sources:
  doe2020: {citation: "Doe J, Roe R. A trial. J Trials 2020;1:2-3", doi: "10.1000/x", read: abstract}
`;
const sound = `${sources}findings:
  - {id: less, source: doe2020, species: human, says: Less was felt.}
`;
const doe = "doe2020: {citation";
const less = "{id: less, source: doe2020, species: human, says: Less was felt.}";
const evidence: readonly Mistake[] = [
  ["evidence: mine", "evidence: My sources", /"evidence": names/, /my-sources/],
  ["evidence: mine", "evidences: mine", /what kind of file/, /Did you mean "evidence"/],
  ["sources:\n", "source:\n", /"source" is not known/, /"sources"/],
  [sources, "evidence: mine\n", /needs the key "sources"/, /sources: /],
  [doe, "- doe2020: {citation", /"sources" should be a mapping/, /sources: \{/],
  [", read: abstract", "", /"sources.doe2020" needs the key "read"/, /read: abstract/],
  ["read: abstract", "read: yes", /read" cannot be "yes"/, /abstract/],
  ["read: abstract", "read: full text", /read" cannot be "full text"/, /"fulltext"/],
  ["read: abstract", "tier: abstract", /"tier" is not known/, /citation, doi, read/],
  ["{citation:", "{title:", /"title" is not known/, /citation/],
  ['citation: "Doe J, Roe R. A trial. J Trials 2020;1:2-3", ', "", /needs the key "citation"/, /citation: /],
  ['"Doe J, Roe R. A trial. J Trials 2020;1:2-3"', "2020", /citation" should be a text/, /citation: "?Doe J/],
  [
    '"Doe J, Roe R. A trial. J Trials 2020;1:2-3"',
    "[Doe J, Roe R]",
    /citation" should be a text/,
    /citation: "?Doe J/,
  ],
  ['"Doe J, Roe R. A trial. J Trials 2020;1:2-3"', "Trial: a trial", /not YAML/, /quotes/],
  ['doi: "10.1000/x"', "doi: 10.1", /doi" should be a text/, /doi: "?10.1000/],
  ["{citation", "Doe J. A trial. #", /"sources.doe2020" should be a mapping/, /\{citation: /],
  ["source: doe2020", "source: doe2021", /"doe2021"/, /"doe2020"/],
  [", says: Less was felt.", "", /"findings.0" needs the key "says"/, /says: /],
  ["{id: less, ", "{", /"findings.0" needs the key "id"/, /id: /],
  [less, "Less was felt.", /"findings.0" should be a mapping/, /\{id: /],
  [`  - ${less}`, "  less: Less was felt.", /"findings" should be a list/, /findings: \[/],
  ["findings:", "finding:", /"finding" is not known/, /"findings"/],
  ["says: Less", "what: Less", /"what" is not known/, /says/],
];

describeMistakes("file of evidence", sound, evidence, (text) => joined(text, () => []));
