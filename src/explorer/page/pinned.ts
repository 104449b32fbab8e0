/** Has the page scroll below what is pinned to its top, so that nothing that gets the focus comes to lie under it. */
export function keepFocusInSight(): void {
  const pinned = [...document.querySelectorAll<HTMLElement>(".pinned, .main-chart")];
  const measure = () => {
    const heights = pinned
      .filter((element) => getComputedStyle(element).position === "sticky")
      .map((element) => element.offsetHeight);
    // No variable of the style: all that stands in the page would be styled anew at each change of it.
    document.documentElement.style.scrollPaddingTop = `calc(${Math.max(0, ...heights)}px + 0.5rem)`;
  };
  const watch = new ResizeObserver(measure);
  for (const element of pinned) watch.observe(element);
  addEventListener("resize", measure);
}
