/** Namespace of our own words in annotations of SBML. */
export const own = "urn:lull:annotation";
