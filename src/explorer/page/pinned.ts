/** Tells the style how high what is pinned to the top is, so that nothing that gets the focus comes to lie under it. */
export function keepFocusInSight(): void {
  const pinned = [...document.querySelectorAll<HTMLElement>(".pinned, .main-chart")];
  const measure = () => {
    const heights = pinned
      .filter((element) => getComputedStyle(element).position === "sticky")
      .map((element) => element.offsetHeight);
    document.documentElement.style.setProperty("--pinned", `${Math.max(0, ...heights)}px`);
  };
  const watch = new ResizeObserver(measure);
  for (const element of pinned) watch.observe(element);
  addEventListener("resize", measure);
}
