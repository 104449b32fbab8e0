import { checkModels } from "../../../src/cli/lint-models.ts";
import { libraryFiles, readTextFile } from "../../../src/files/index.ts";
import { readLibrary } from "../../../src/language/index.ts";
import { describeMistakes, type Mistake } from "../../support/mistakes.ts";

const folder = "notebooks/models/two-baths";
const ownModel = `model: two-baths
title: Two baths
about: A tap fills a first bath, which sets where the second one goes.
use:
  question: How does something quick end in something slow?
  context: Teaching.
  influence: Low.
  consequence: A wrong lesson.
modules:
  - baths.yaml
person: anybody
care:
  closed: {baths.tap: 0}
  open: {baths.tap: 1}
overview:
  - {title: Baths, about: Both of them., modules: [baths]}
groups:
  levels: {title: Levels, show: [baths.first, baths.second]}
rows:
  late: What begins at once may show late.
page:
  opens: {person: anybody, care: open, duration: 6 weeks}
  care: {closed: tap shut}
  outputs: [baths.second]
  strips:
    both: {title: Both, first: baths.first, groups: [levels]}
  measures:
    level: {title: level, measure: "at(baths.second, end)"}
    half: {measure: "time_to(baths.second, 0.5)"}
  terms: {full: level > 0.9}
  headline:
    - - {when: full and half > 1, says: "Full by {end}, half in week {half}."}
`;
const ofModel = (text: string) => {
  const path = `${folder}/model.yaml`;
  const read = (name: string) => (name === path ? text : readTextFile(name));
  const { partial, diagnostics } = readLibrary({
    ...libraryFiles(folder, path, read),
    drugs: [],
    populations: [],
    evidence: [],
  });
  return [...diagnostics, ...(partial ? checkModels(partial, diagnostics) : [])];
};
const closed = "closed: {baths.tap: 0}";
const shown = "show: [baths.first, baths.second]";
const model: readonly Mistake[] = [
  ["model: two-baths", "model: Two Baths", /"model": names are lower case/, /Write two-baths/],
  ["title: Two baths\n", "", /needs the key "title"/, /title: /],
  ["about: A tap", "abuot: A tap", /"abuot"/, /Did you mean "about"/],
  [
    "modules:\n  - baths.yaml",
    "modules: baths.yaml",
    /"modules" should be a list/,
    /modules: \[baths.yaml\]/,
  ],
  ["modules:\n", "module:\n", /"module" is not known/, /"modules"/],
  ["- baths.yaml", "- baths", /"notebooks\/models\/two-baths\/baths" does not exist/, /its ending .yaml/],
  ["- baths.yaml", "- baths.yaml\n  - baths.yaml", /two modules named "baths"/, /remove it/],
  ["person: anybody", "person: anybdy", /"anybdy"/, /"anybody"/],
  ["person: anybody", "person: nemo", /"nemo"/, /anybody|Leave the key out/],
  ["care:", "cares:", /"cares"/, /"care"/],
  [closed, "closed: baths.tap", /"care.closed" should be a mapping/, /closed: \{/],
  [closed, "closed: {tap: 0}", /"tap"/, /module\.name/],
  [closed, "closed: {baths.tab: 0}", /"baths.tab"/, /"baths.tap"/],
  [closed, "closed: {baths.tap: shut}", /"care.closed.baths.tap" should be a number/, /Write a number alone/],
  [closed, "closed: {baths.tap: 7}", /"baths.tap" must be a fraction/, /0\.07/],
  ["modules: [baths]", "modules: [bath]", /the module "bath"/, /"baths"/],
  ["modules: [baths]", "folders: [dopamine]", /the folder "dopamine"/, /two-baths|folder of that name/],
  ["about: Both of them., ", "", /"overview.0" needs the key "about"/, /about: /],
  [shown, "show: baths.first", /"groups.levels.show" should be a list/, /show: \[baths.first\]/],
  [shown, "show: [baths.frist]", /"baths.frist"/, /"baths.first"/],
  [shown, "plot: [baths.first]", /"plot" is not known in "groups.levels"/, /show/],
  ["{title: Levels, ", "{", /"groups.levels" needs the key "title"/, /title: /],
  ["levels: {", "Water levels: {", /"Water levels"/, /Water_levels/],
  ["groups:", "plots:", /"plots"/, /groups/],
  [
    "rows:\n  late: What begins at once may show late.",
    "rows: [late]",
    /"rows" should be a mapping/,
    /rows: \{/,
  ],
  ["  consequence: A wrong lesson.\n", "", /"use" needs the key "consequence"/, /consequence: /],
  ["influence: Low.", "risk: Low.", /"risk"/, /influence/],
  ["rows:", "follow: [baths.frist]\nrows:", /the variable "baths.frist"/, /"baths.first"/],
  ["opens: {person: anybody", "opens: {person: anybdy", /page names the person "anybdy"/, /"anybody"/],
  ["care: open", "care: opne", /page names the care "opne"/, /"open"/],
  ["duration: 6 weeks", "duration: 6 mg", /6 mg/, /12 weeks/],
  ["care: {closed: tap", "care: {shut: tap", /page names the care "shut"/, /closed/],
  ["outputs: [baths.second]", "outputs: [baths.secnd]", /the variable "baths.secnd"/, /"baths.second"/],
  ["outputs: [baths.second]", "outputs: baths.second", /"page.outputs" should be a list/, /outputs: \[/],
  ["first: baths.first", "first: baths.frist", /the variable "baths.frist"/, /"baths.first"/],
  ["groups: [levels]}", "groups: [level]}", /the group "level"/, /"levels"/],
  ["at(baths.second, end)", "at(baths.secnd, end)", /the variable "baths.secnd"/, /"baths.second"/],
  ["at(baths.second, end)", "at(baths.second)", /at/, /time/],
  ["full: level > 0.9", "full: levle > 0.9", /the measure "levle"/, /"level"/],
  ["when: full and", "when: fulll and", /the measure "fulll"/, /"full"/],
  ["week {half}", "week {halff}", /the measure "halff"/, /"half"/],
  ['says: "Full', 'say: "Full', /"say"/, /says/],
];

describeMistakes("model file", ownModel, model, ofModel);
