/** What trials found, from the evidence of the shipped scenarios: JSON text, made when the pages are built. */
declare module "virtual:lull-trials" {
  const text: string;
  export default text;
}
