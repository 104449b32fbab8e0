import codes from "virtual:lull-language-codes";

/** What the link asks for, else what the browser prefers of the languages that there are. */
export function chosenLanguage(): string {
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked !== null && codes.includes(asked)) return asked;
  for (const preferred of navigator.languages) {
    const [code = ""] = preferred.toLowerCase().split("-");
    if (codes.includes(code)) return code;
  }
  return "en";
}
