const hour = 1 / 24;

/**
 * When in a day something is taken, in days after the first thing in the morning, which is when a day starts here. Assumed
 * are 8, 13, 15, 18 and 22 o'clock.
 */
export const daytimes = [
  { name: "morning", words: "in the morning", at: 0 },
  { name: "noon", words: "at noon", at: 5 * hour },
  { name: "afternoon", words: "in the afternoon", at: 7 * hour },
  { name: "evening", words: "in the evening", at: 10 * hour },
  { name: "night", words: "at night", at: 14 * hour },
] as const;
