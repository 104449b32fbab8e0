import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/index.ts";
import { readShortNotation } from "../../src/language/index.ts";

/** Entries of a treatment without what says where they stand. */
function read(text: string) {
  const diagnostics: Diagnostic[] = [];
  const entries = readShortNotation(text, (start, end) => ({ file: "words", start, end }), diagnostics);
  const bare = entries.map((entry) =>
    JSON.parse(JSON.stringify(entry, (key, value) => (/place$/i.test(key) ? undefined : value))),
  );
  return { entries: bare, diagnostics };
}

const codesOf = ({ diagnostics }: ReturnType<typeof read>) => diagnostics.map((d) => d.code);

describe("words of prescriptions", () => {
  // What is written after "calmol 10 mg", and what it stands for after the same.
  it.each([
    ["q12h", "every 12 hours"],
    ["12 hourly", "every 12 hours"],
    ["8-hourly", "every 8 hours"],
    ["bis die", "twice daily"],
    ["ter in die", "three times daily"],
    ["qwk", "weekly"],
    ["with breakfast", "in the morning with food"],
    ["with supper", "in the evening with food"],
    ["every morning with breakfast", "in the morning with food"],
    ["at night with dinner", "at night with food"],
    ["nightly at bedtime", "at night"],
    ["qhs at bedtime", "at night"],
    ["mornings", "in the morning"],
    ["tid", "three times daily"],
    ["o.m.", "in the morning"],
    ["daily cc", "daily with food"],
    ["c.m.", "daily from day 1 until day 2"],
    ["once", "single dose"],
    ["once from day 2", "daily from day 2 until day 3"],
    ["single dose from day 2", "daily from day 2 until day 3"],
    ["single dose on day 2", "daily from day 2 until day 3"],
    ["once on day 2", "daily from day 2 until day 3"],
    ["twice daily on day 3", "twice daily from day 3 until day 4"],
    ["daily for 3 days from day 2", "daily from day 2 until day 5"],
    ["daily for 2 weeks from week 4 then 20 mg", "daily from week 4 until week 6 then 20 mg"],
    [
      "daily until week 1 then switch to oblivin 5 mg single dose after 1 week washout",
      "daily until week 1 then switch to oblivin 5 mg daily for 1 day after 1 week washout",
    ],
    ["daily for 8 weeks and then stop", "daily for 8 weeks"],
    ["daily; increase to 20 mg at week 4", "daily then 20 mg from week 4"],
    ["daily for 2 weeks; then 20 mg", "daily for 2 weeks then 20 mg"],
    ["daily; vigol 5 mg daily", "daily plus vigol 5 mg daily"],
    ["tab daily", "daily"],
    ["tablets twice daily", "twice daily"],
    ["daily 4 weeks", "daily for 4 weeks"],
    ["daily x6w", "daily for 6 weeks"],
    ["daily for a week", "daily for 1 week"],
    ["daily, increase to 20 mg after 4 weeks", "daily for 4 weeks then 20 mg"],
    ["daily, after 4 weeks reduced to 5 mg", "daily for 4 weeks then 5 mg"],
    ["daily until week 8, reduce to 5 mg", "daily until week 8 then 5 mg"],
    ["daily, stop at week 8", "daily until week 8"],
    ["daily then stop at week 8", "daily until week 8"],
    ["daily stopped at week 8", "daily until week 8"],
    ["daily; stop after 8 weeks", "daily for 8 weeks"],
    ["daily, stop week 8", "daily until week 8"],
    ["daily for 8 weeks followed by oblivin 5 mg daily", "daily for 8 weeks then oblivin 5 mg daily"],
    ["daily with oblivin 5 mg daily", "daily and oblivin 5 mg daily"],
    ["q8h", "every 8 hours"],
    ["q6h", "every 6 hours"],
    ["qqh", "every 4 hours"],
    ["qod", "every other day"],
    ["q.o.d.", "every other day"],
    ["alt die", "every 2 days"],
    ["alt. dieb.", "every 2 days"],
    ["on alternate days", "every 2 days"],
    ["alt. noct.", "at night every 2 days"],
    ["alt. hor.", "every 2 hours"],
    ["dieb. tert.", "every 3 days"],
    ["bd", "twice daily"],
    ["bds", "twice daily"],
    ["b.i.d.", "twice daily"],
    ["tds", "three times daily"],
    ["t.i.d.", "three times daily"],
    ["qds", "four times daily"],
    ["qid", "four times daily"],
    ["om", "in the morning"],
    ["mane", "daily"],
    ["on", "at night"],
    ["o.n. for 2 weeks", "at night for 2 weeks"],
    ["nocte", "at night"],
    ["n et m", "in the morning and at night"],
    ["mn", "in the morning and at night"],
    ["hs", "at bedtime"],
    ["qhs", "at night"],
    ["qam", "daily"],
    ["qpm", "in the evening"],
    ["po bd", "twice daily"],
    ["stat", "daily until day 1"],
    ["cras mane", "daily from day 1 until day 2"],
    ["on day 3", "daily from day 3 until day 4"],
    ["daily 5/7", "daily for 5 days"],
    ["daily for 2/7", "daily for 2 days"],
    ["daily 1/52", "daily for 1 week"],
    ["daily x 6/52", "daily for 6 weeks"],
    ["daily x 6 weeks", "daily until day 42"],
    ["daily for 6 wk", "daily for 6 weeks"],
    ["every 4 hours 1/24", "every 4 hours for 1 hour"],
    ["daily until day 42 then taper over 2/52", "daily for 6 weeks then taper over 2 weeks"],
    ["twice daily with a gap of at least 8 hours", "every 12 hours"],
    ["twice weekly", "every 84 hours"],
    ["fortnightly", "every 14 days"],
    ["every 72 hours", "every 3 days"],
    ["3 times a day", "three times daily"],
    ["2x daily", "twice daily"],
    ["1-0-0", "in the morning"],
    ["1-0-1", "in the morning and in the evening"],
    ["1-1-1", "in the morning and at noon and in the evening"],
    ["0-0-1", "in the evening"],
    ["1-0-0-0", "daily"],
    ["0-0-0-1", "at night"],
    ["1/0/0", "daily"],
    ["1/1/1", "in the morning, at noon and in the evening"],
    ["2-0-1", "1-0-0 and calmol 10 mg 1-0-0 and calmol 10 mg 0-0-1", "the same in three entries"],
    ["1-mal täglich", "daily"],
    ["3-mal täglich", "every 8 hours"],
    ["zur Nacht", "at night"],
    ["abends", "in the evening"],
    ["jeden 2. Tag", "every other day"],
    ["alle 2 Tage", "every other day"],
    ["1 cp x3/j pdt 7j", "three times daily for 7 days"],
    ["1 cp le matin", "daily"],
    ["matin, midi, soir, coucher", "in the morning, at noon, in the evening and at night"],
    ["un jour sur deux", "every other day"],
    ["daily for 1 week puis 20 mg", "daily for 1 week then 20 mg"],
    ["cada 8 horas", "every 8 hours"],
    ["c/8h", "every 8 hours"],
    ["antes de acostarse", "at night"],
    ["desayuno-comida-cena", "in the morning and at noon and in the evening"],
    ["días alternos", "every other day"],
    ["un día sí y dos no", "every 3 days"],
    ["1日1回 夕食後", "in the evening with food"],
    ["daily en ayunas", "daily without food"],
    ["daily pc", "daily with food"],
    ["daily ac", "daily before meals"],
    ["daily for 2 weeks then increase to 20 mg", "daily for 2 weeks then 20 mg"],
    ["daily then increase to 20 mg after 2 weeks", "daily for 2 weeks then 20 mg"],
    [
      "daily for 1 week then increase by 5 mg every week to 20 mg",
      "daily for 1 week then titrate to 20 mg by 5 mg every week",
    ],
    [
      "daily titrating to 30 mg by 10 mg every week",
      "daily, increase in steps of 10 mg at intervals of 1 week, not less than 4 days, to 30 mg",
    ],
    ["daily and vigol 5 mg daily", "daily plus vigol 5 mg daily"],
  ])("give what they stand for: %s", (written, meant, apart?: string) => {
    const [one, other] = [read(`calmol 10 mg ${written}`), read(`calmol 10 mg ${meant}`)];
    expect(codesOf(one)).toEqual([]);
    expect(codesOf(other)).toEqual([]);
    if (apart === undefined) expect(one.entries).toEqual(other.entries);
    else expect(one.entries.reduce((sum, entry) => sum + entry.dose, 0)).toBe(30);
  });

  it.each([
    ["10 mg calmol daily", "calmol 10 mg daily"],
    ["start calmol 10 mg/d", "calmol 10 mg daily"],
    ["take calmol 10 mg daily, increasing to 20 mg after 1 week", "calmol 10 mg daily for 1 week then 20 mg"],
    ["10 mg of calmol daily", "calmol 10 mg daily"],
    ["calmol half a 20 mg tablet daily", "calmol 10 mg daily"],
    ["calmol 2 tablets of 5 mg daily", "calmol 10 mg daily"],
    ["calmol 2 x 5 mg daily", "calmol 10 mg daily"],
    ["calmol 5 mg ii bd", "calmol 10 mg twice daily"],
    ["calmol 5 mg iii tds", "calmol 15 mg three times daily"],
    ["calmol 20 mg ½-0-½", "calmol 10 mg 1-0-1"],
    ["calmol 20 mg 1/2-0-1/2", "calmol 10 mg 1-0-1"],
    ["calmol 10 mcg daily", "calmol 0.01 mg daily"],
    ["calmol 10 µg daily", "calmol 0.01 mg daily"],
    [
      "calmol 40 mg daily for 4 weeks then reduce by 10 mg a week",
      "calmol 40 mg daily for 4 weeks then taper over 3 weeks in 3 steps",
    ],
  ])("may stand in another order, and count tablets: %s", (written, meant) => {
    expect(codesOf(read(written))).toEqual([]);
    expect(read(written).entries).toEqual(read(meant).entries);
  });

  it("`alternate 20 mg and 40 mg daily` takes turns", () => {
    expect(read("calmol alternate 20 mg and 40 mg daily").entries).toMatchObject([
      { dose: 60, every: 2, split: { at: [0, 1], shares: [1 / 3, 2 / 3] } },
    ]);
  });

  it("`20 mg in the morning and 10 mg at night` is one drug at two times", () => {
    const { entries } = read("calmol 20 mg in the morning and 10 mg at night for 2 weeks then 40 mg");
    expect(entries).toMatchObject([
      { dose: 30, every: 1, until: 14, split: { at: [0, 14 * (1 / 24)], shares: [2 / 3, 1 / 3] } },
      { dose: 60, every: 1, from: 14, split: { at: [0, 14 * (1 / 24)] } },
    ]);
  });

  // Read in one of several ways: the run goes on, and says in which.
  it.each([
    ["qd", "daily", /four times a day/],
    ["q.d.", "daily", /four times a day/],
    ["od", "daily", /right eye/],
    ["td", "three times daily", /three times a day/],
    ["tiw", "three times weekly", /three times a week/],
    ["daily 1 month", "daily for 30 days", /30 days a month/],
    ["daily for a month", "daily for 30 days", /30 days a month/],
    ["daily for 1 month", "daily for 30 days", /30 days a month/],
    ["daily pendant 1 mois", "daily for 30 days", /30 days a month/],
    ["daily 1/12", "daily for 30 days", /30 days a month/],
    ["for 1/12 daily", "daily for 30 days", /30 days a month/],
    ["daily 6/12", "daily for 180 days", /30 days a month/],
    ["bd 2/12", "twice daily for 60 days", /30 days a month/],
    ["daily review 2/52", "daily", /goes on/],
    ["daily qsp 1 mois", "daily", /how much is handed out/],
    ["for 7 days then 20 mg", "daily for 7 days then 20 mg", /once a day/],
  ])("say how they are read, where more than one way is known: %s", (written, meant, says) => {
    const one = read(`calmol 10 mg ${written}`);
    expect(one.diagnostics.map((d) => d.severity)).toEqual(["warning"]);
    expect(one.diagnostics[0]!.message).toMatch(says);
    expect(one.diagnostics[0]!.help).toMatch(/^(Write|If)/);
    expect(one.entries).toEqual(read(`calmol 10 mg ${meant}`).entries);
  });

  // What says two things at once: neither is taken for meant.
  it.each([
    "daily for 5 days on day 3",
    "daily for 3 days single dose",
    "twice daily single dose",
    "daily from day 2 from day 4",
    "daily until day 3 until day 5",
    "daily with food without food",
  ])("contradict themselves, and are refused: %s", (written) => {
    expect(codesOf(read(`calmol 10 mg ${written}`))).toEqual(["said-twice"]);
  });

  it("an infusion with an end and no rhythm is read as daily, and says so", () => {
    const one = read("calmol 10 mg iv over 2 hours for 3 days");
    expect(one.entries).toMatchObject([{ every: 1, from: 0, until: 3 }]);
    expect(codesOf(one)).toEqual(["daily-assumed"]);
  });

  it("a number without a leading zero is told", () => {
    const one = read("calmol .5 mg daily");
    expect(one.entries).toMatchObject([{ dose: 0.5 }]);
    expect(one.diagnostics[0]).toMatchObject({ severity: "warning", help: expect.stringContaining("0.5") });
  });

  // What is no schedule, with what to write in its place.
  it.each([
    ["calmol 10 mg prn", "prn", /missing 50%/],
    ["calmol 10 mg bei Bedarf", "bei Bedarf", /missing 50%/],
    ["calmol 10 mg b. B.", "b. B.", /missing 50%/],
    ["calmol 10 mg 4′", "4′", /every 4 hours/],
    ["calmol 10 mg daily weeks 1-4", "weeks 1-4", /from week 0 until week 4/],
    ["calmol 10 mg sos", "sos", /one dose/],
    ["calmol 10 to 20 mg daily", "10 to 20", /one of the two/],
    ["calmol 10 mg daily at 20:00", "at 20:00", /in the evening/],
    ["calmol 10 mg at 8 am", "at 8 am", /in the morning/],
    ["calmol 10 mg on Mondays", "on Mondays", /weekly/],
    ["calmol 10 mg Mon, Wed and Friday", "Mon, Wed and Friday", /three times weekly/],
    ["calmol 10 mg mdu", "mdu", /daily/],
    ["calmol 10 mg ut dict.", "ut dict.", /daily/],
    ["calmol 10 mg bt", "bt", /at bedtime/],
    ["calmol 10 mg 4h", "4h", /every 4 hours/],
    ["calmol 10 mg q6PM", "q6PM", /in the evening/],
    ["calmol 10 mg biweekly", "biweekly", /twice weekly/],
    ["calmol 10 mg 1 or 2 at night", "1 or 2", /one of the two/],
    ["calmol 10-20 mg daily", "10-20", /one of the two/],
    ["calmol one tablet in the morning", "one tablet", /strength first/],
    ["calmol 1-0-1", "1-0-1", /strength first/],
    ["calmol 10 mg luteal phase only", "luteal phase only", /from day 14 until day 28/],
    ["calmol 10 mg daily einschleichen", "einschleichen", /titrating to/],
    ["calmol 10 mg daily ausschleichen", "ausschleichen", /tapering over 4 weeks/],
    [
      "calmol 75 mg daily, increase in steps of 75 mg at intervals of 2 weeks",
      "increase in steps of 75 mg at intervals of 2 weeks",
      /titrating to/,
    ],
    ["calmol 25 mg daily for 4 weeks then reduce by 10 mg a week", "reduce", /taper over/],
    ["calmol 7,5 mg daily", "7,5", /Write 7\.5 for 7,5/],
    ["calmol 1,000 mg daily", "1,000", /1000, if thousands/],
    ["calmol 10 mg twice daily in the morning", "10 mg", /one of the two/],
    ["calmol 10 mg three times daily with a gap of at least 12 hours", "gap", /less often/],
    ["calmol 10 mg daily then 20 mg", "then", /for 2 weeks/],
    ["placebo", "placebo", /Leave the key treatment out/],
    ["no drug", "no", /Leave the key treatment out/],
    ["calmol 10 mg daily then increase by 5 mg every week", "then", /for 2 weeks/],
  ])("are refused with a remedy where they say no schedule: %s", (text, at, remedy) => {
    const { entries, diagnostics } = read(text);
    const [fault, ...more] = diagnostics.filter((d) => d.severity === "error");
    expect(more).toEqual([]);
    expect(entries).toEqual([]);
    expect(fault!.help).toMatch(remedy);
    if (at !== "gap" && at !== "then") expect(text.slice(fault!.place!.start, fault!.place!.end)).toBe(at);
  });
});
