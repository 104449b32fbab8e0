// What a link asks of a page besides a place and a setting: `lesson.html?hide=answers&task=...&embed=bench`.

const asked = new URLSearchParams(location.search);

/** Answers stay with the teacher: drawings and answers are kept, and not judged on the page. */
export const hidesAnswers = asked.get("hide") === "answers";

/** What a teacher asks for, which stands above the lesson. */
export const task = asked.get("task")?.trim() ?? "";

/** The page stands in another one, without head and foot; with the id of a part, that part alone. */
export const embedded = asked.get("embed") ?? undefined;

/** The file of the page without its ending; empty on the index, which may have no name in its address. */
export const pageName = location.pathname
  .slice(location.pathname.lastIndexOf("/") + 1)
  .replace(/(\.\w\w)?\.html$/, "");
