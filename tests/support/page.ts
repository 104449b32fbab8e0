import { type ModelPage, modelPage } from "../../src/explorer/model-page.ts";
import { shippedLibrary } from "./shipped.ts";

let page: ModelPage | undefined;

/** What the page shows of the shipped model. */
export function shippedPage(): ModelPage {
  page ??= modelPage(shippedLibrary());
  return page;
}
