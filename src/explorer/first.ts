// Runs before the page is drawn: the first look shows the opening case, which is not the answer to a link that holds
// another, would spoil the guess that a first visit begins with where the model has a tour, and is told in English.
import { chosenLanguage } from "./chosen-language.ts";

const seen = (() => {
  try {
    return localStorage.getItem("lull-tour-seen") === "1";
  } catch {
    return false;
  }
})();
const language = chosenLanguage();
document.documentElement.lang = language;
const begins = document.documentElement.dataset.tour === "yes" && !seen;
if (location.hash.length > 1 || begins || language !== "en")
  document.documentElement.classList.add("no-first-look");
