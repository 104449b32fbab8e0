import { error, errorAt, type Place, suggestion, unknown, warning } from "../diagnostics/index.ts";

// Every sentence about doses and regimens.

const day = (time: number) => `day ${Number(time.toPrecision(6))}`;
const mg = (amount: number) => `${Number(amount.toPrecision(6))} mg`;

/** "2 weeks", "10 days", "6 hours". */
export function lengthText(days: number): string {
  const count = (n: number, what: string) => {
    const shown = Number(n.toPrecision(6));
    return `${shown} ${what}${shown === 1 ? "" : "s"}`;
  };
  if (days < 1 - 1e-9) return count(days * 24, "hour");
  return days >= 7 && Math.abs(days % 7) < 1e-9 ? count(days / 7, "week") : count(days, "day");
}

export const unknownDrug = (name: string, place: Place, known: Iterable<string>) =>
  unknown("drug", name, place, known, "`lull list drugs` shows them all.");

export const notPositive = (what: string, text: string, place: Place) =>
  error(
    "not-positive",
    `The ${what} must be more than zero, but it is ${text}.`,
    place,
    "To stop a drug, end its entry with until.",
  );

export const endsBeforeStart = (from: number, until: number, place: Place) =>
  error(
    "empty-interval",
    `The treatment ends on ${day(until)}, before or when it starts on ${day(from)}.`,
    place,
    "until is exclusive: the last dose is given before it.",
  );

export const notForAVein = (what: string, place: Place) =>
  error(
    "not-for-a-vein",
    `What is given iv cannot be given ${what === "in tablets" ? what : `with ${what}`}.`,
    place,
    "Leave it out, or write the amounts one after the other.",
  );

export const apparentInAVein = (drug: string, place: Place) =>
  warning(
    "apparent-clearance",
    `How much of swallowed ${drug} reaches the blood is not known, so levels of what is given iv may be wrong by a factor.`,
    place,
    "Clearance and volume of its file are over a nominal bioavailability; set both where you know them.",
  );

export const infusionsOverlap = (over: number, every: number, place: Place) =>
  warning(
    "infusions-overlap",
    `Each infusion lasts ${lengthText(over)}, longer than the ${lengthText(every)} to the next: they flow side by side.`,
    place,
    "If one is meant that goes on, let it last as long as the interval.",
  );

export const startsTooLate = (from: number, duration: number, place: Place) =>
  error(
    "starts-too-late",
    `The treatment starts on ${day(from)}, but the run ends on ${day(duration)}.`,
    place,
    "Start earlier or make the run longer.",
  );

export const eventsPastEnd = (count: number, all: number, duration: number, end: number, place: Place) =>
  warning(
    "doses-past-end",
    `${count} of ${all} doses of the event table are due after the run ends on ${day(duration)}; they are not given.`,
    place,
    `To give them all, make the run ${lengthText(end)} long (duration, or --duration). Are the times in the unit that is meant (time_h, time_day)?`,
  );

export const notBegun = (drug: string, from: number, duration: number, place: Place) =>
  warning(
    "not-begun",
    `This step of ${drug} starts on ${day(from)}, but the run ends on ${day(duration)}; it is not begun.`,
    place,
    "Make the run longer to see it.",
  );

export const tooManyDoses = (count: number, place: Place) =>
  error(
    "too-many-doses",
    `This entry asks for ${count} doses.`,
    place,
    "At most 100,000 doses can be simulated; is the interval right?",
  );

export const taperWithoutUntil = errorAt(
  "taper-without-until",
  "Nothing says when the taper starts.",
  "Write until: the full dose is given before it, and the taper starts there.",
);

export const taperTooLong = (from: number, end: number, duration: number, place: Place) =>
  error(
    "taper-too-long",
    `The taper lasts from ${day(from)} to ${day(end)}, but the run ends on ${day(duration)}.`,
    place,
    `Make the run at least ${lengthText(end)} long (duration, or --duration), or start the taper earlier.`,
  );

export const noOccupancy = (drug: string, place: Place) =>
  error(
    "no-occupancy",
    `The file of ${drug} names no site that it acts on, so it cannot be tapered by occupancy.`,
    place,
    "Taper it linearly.",
  );

export const titrateDown = (from: number, to: number, place: Place) =>
  error(
    "titrate-down",
    `A titration goes up, but this one goes from ${mg(from)} to ${mg(to)}.`,
    place,
    "To lower a dose, write a second entry with the lower dose, or a taper.",
  );

export const titrationUnfinished = (to: number, reached: number, until: number, place: Place) =>
  warning(
    "titration-unfinished",
    `${mg(to)} would be reached on ${day(reached)}, but the entry ends on ${day(until)}, so it never is.`,
    place,
    "Start higher, take larger steps, or end later.",
  );

export const loadingTooSmall = (loading: number, dose: number, place: Place) =>
  error(
    "loading-too-small",
    `A loading dose is higher than the dose after it, but ${mg(loading)} is not more than ${mg(dose)}.`,
    place,
    "To start low, write titrate, or two entries.",
  );

export const splitOutside = (time: number, every: number, place: Place) =>
  error(
    "split-outside",
    `A part of the dose is due ${lengthText(time)} after the first, but the next dose is due after ${lengthText(every)}.`,
    place,
    'Times of a split lie within "every"; the first is usually hour 0.',
  );

export const lateTooLong = (by: number, gap: number, place: Place) =>
  error(
    "late-too-long",
    `A dose that is ${lengthText(by)} late comes when the next is due, ${lengthText(gap)} later, or after it.`,
    place,
    "Write miss for doses that are left out.",
  );

export const notAvailable = (amount: number, near: number, sizes: string, place: Place) =>
  error(
    "not-available",
    `${mg(amount)} cannot be made of ${sizes}.`,
    place,
    `The nearest that can be had is ${mg(near)}; round_to also takes "half tablets" or an amount such as 1 mg.`,
  );

export const nothingToReplace = (drug: string, from: number, place: Place, taken: readonly string[]) =>
  error(
    "nothing-to-replace",
    `${drug} is not taken before ${day(from)}, so nothing can replace it there.`,
    place,
    suggestion(drug, new Set(taken)) ?? "Write the entry of the drug that is replaced first.",
  );

export const startsAfterReplaced = (drug: string, from: number, place: Place, replaced: Place) =>
  error(
    "starts-after-replaced",
    `${drug} starts here, on or after ${day(from)}, when it has been replaced.`,
    place,
    "Leave this entry out, or put it after the one that replaces it if it is started again.",
    { message: "It is replaced here.", place: replaced },
  );

export const contradiction = (drug: string, time: number, place: Place, first: Place) =>
  error(
    "contradictory-doses",
    `Two entries give ${drug} at the same time, first on ${day(time)}.`,
    place,
    `End the other one with until: ${day(time)}, or write replaces: ${drug} here.`,
    { message: "The other entry is this one.", place: first },
  );

export const aboveLicensed = (drug: string, daily: number, licensed: number, place: Place) =>
  warning(
    "above-licensed",
    `${drug} ${daily} mg a day is above the licensed maximum of ${licensed} mg a day.`,
    place,
    "Beyond it harms are not covered by the trials for the licence, and the model extrapolates.",
  );

export const belowLicensed = (drug: string, daily: number, licensed: number, place: Place) =>
  warning(
    "below-licensed",
    `${drug} ${daily} mg a day is below the lowest licensed dose of ${licensed} mg a day.`,
    place,
    daily < licensed / 50
      ? "Is mg meant, and not mcg? If it is so little, nothing much will show."
      : "Trials for the licence do not speak for so little; occupancy measured at low doses does, where the file lists it.",
  );

export const twoReuptakeInhibitors = (
  first: { readonly drug: string; readonly place: Place },
  second: { readonly drug: string; readonly place: Place },
  from: number,
  until: number,
) =>
  warning(
    "two-reuptake-inhibitors",
    `${first.drug} and ${second.drug} are both taken from ${day(from)} to ${day(until)}, and both block the serotonin transporter.`,
    second.place,
    `They share one site, so the second adds little to the first but its harms (serotonin toxicity). If a switch is meant, write replaces: ${first.drug} here.`,
    { message: "The other drug is this one.", place: first.place },
  );

export const missingNothing = (drug: string, days: string, place: Place) =>
  warning(
    "missing-nothing",
    `No dose of ${drug} is due on ${days}, so none is missed there.`,
    place,
    "Days count from 0, the start of the run.",
  );

export const roundedAway = (gap: number, last: number, sizes: string, canHalve: boolean, place: Place) =>
  warning(
    "taper-ends-early",
    `The last ${lengthText(gap)} of the taper are without drug: what is left is nearer to nothing than to what ${sizes} give, so it ends at ${mg(last)}.`,
    place,
    `For smaller last steps round to ${canHalve ? "half tablets or to " : ""}an amount such as 1 mg (drops).`,
  );
