/** A lesson as the index, the teachers' page and the links between lessons show it. */
export interface Lesson {
  /** Name of its file, without the ending. */
  readonly slug: string;
  readonly title: string;
  readonly question: string;
  readonly minutes: number;
  /** What a student can do afterwards. */
  readonly aims: readonly string[];
  /** What to listen for in class. */
  readonly listenFor: string;
}

export const lessons: readonly Lesson[] = [
  {
    slug: "two-clocks",
    title: "Two clocks",
    question: "The drug is in the blood within hours. Why does the person change in weeks?",
    minutes: 20,
    aims: [
      "tell a flow (the dose) from a stock (what has adapted)",
      "read time constants off a curve",
      "say why a missed dose means one thing with paroxetine and another with fluoxetine",
    ],
    listenFor:
      "“It is in the blood, so it works.” The level in blood is the fastest of the clocks, not the one that feels.",
  },
  {
    slug: "the-brake-that-lets-go",
    title: "The brake that lets go",
    question:
      "A drug that keeps serotonin from being taken up first silences the cells that make it. What brings them back?",
    minutes: 20,
    aims: [
      "trace a negative feedback loop and a second, slower loop on top of it",
      "predict a dip and a recovery from the speeds of the two",
      "say what bounds a loop that feeds itself",
    ],
    listenFor:
      "“Blocking uptake raises serotonin at once.” In the model most of the rise waits for the brake to let go.",
  },
  {
    slug: "quiet-reward",
    title: "Quiet reward",
    question: "How can more serotonin mean less response to what is good?",
    minutes: 25,
    aims: [
      "follow an influence along a chain of arrows, and test the chain by cutting it",
      "tell tonic from phasic dopamine, and say which of them feeling rests on in the model",
      "tell an arrow that matters from one that does not",
    ],
    listenFor:
      "“Less dopamine, less feeling.” It depends on which dopamine: one arrow moves the level and not the feeling.",
  },
  {
    slug: "why-it-comes-late",
    title: "Why it comes late",
    question: "People feel better first and flatter later. Which mechanisms make that order?",
    minutes: 30,
    aims: [
      "build a model by adding one mechanism at a time, and say what each addition repairs",
      "tell a net effect from its two opposing parts",
      "say why a delay needs something that accumulates",
    ],
    listenFor: "“It comes late, so it must start late.” It starts at once; something else hides it.",
  },
  {
    slug: "more-is-not-better",
    title: "More is not better",
    question: "What does a larger dose buy, and what does it cost?",
    minutes: 20,
    aims: [
      "read a saturating curve",
      "compare what a step of dose does to mood and to feeling",
      "say what lowering a dose can and cannot do",
    ],
    listenFor:
      "“Double the dose, double the effect.” Occupancy is nearly spent at the lowest licensed doses.",
  },
  {
    slug: "whose-serotonin",
    title: "Whose serotonin?",
    question: "The same dose in different people: who ends up flat, and who does not?",
    minutes: 25,
    aims: [
      "tell what a gene does to the level of a drug from what it does to the person",
      "read a distribution instead of an average",
      "say why depressed and healthy people must be compared with themselves untreated",
    ],
    listenFor: "“A gene that triples the level must triple the effect.” Saturation swallows most of it.",
  },
  {
    slug: "what-might-bring-feeling-back",
    title: "What might bring feeling back?",
    question: "Lower, switch, or add something: what does the model expect, and what did trials find?",
    minutes: 25,
    aims: [
      "treat an add-on as a hypothesis that names a mechanism",
      "weigh a gain in feeling against a loss in mood",
      "say what a trial would have to measure",
    ],
    listenFor: "“The model says it works.” The model says what would follow if its arrows were right.",
  },
  {
    slug: "whom-do-you-believe",
    title: "Whom do you believe?",
    question: "The literature disagrees with itself. Which conclusions survive that, and which do not?",
    minutes: 25,
    aims: [
      "test a conclusion against rival accounts of a mechanism",
      "count how many numbers of a model nobody has measured",
      "name the measurement that would decide",
    ],
    listenFor:
      "“It is only assumptions, so it says nothing.” Some results hold under all accounts; those are worth more.",
  },
  {
    slug: "your-own-mechanism",
    title: "Your own mechanism",
    question: "What do you think is missing? Write it, run it, and let a claim decide.",
    minutes: 30,
    aims: [
      "write a mechanism as an equation that does nothing before the drug",
      "state a claim that could fail",
      "find the mechanism in the circuit",
    ],
    listenFor: "“I will adjust it until the claim holds.” Write the claim first.",
  },
];
