// Runs before the page is drawn: the first look shows the opening case, which is not the answer to a link that holds
// another, and would spoil the guess that a first visit begins with.
const seen = (() => {
  try {
    return localStorage.getItem("lull-tour-seen") === "1";
  } catch {
    return false;
  }
})();
if (location.hash.length > 1 || !seen) document.documentElement.classList.add("no-first-look");
