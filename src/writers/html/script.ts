/**
 * The report's own script. It draws every chart from the JSON in the page and redraws when the page turns dark or goes
 * to paper. Plain ES2020, because browsers read it as it stands.
 */
export const pageScript = `
"use strict";
(() => {
  const charts = [];
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const colors = (paper) => dark.matches && !paper
    ? { text: "#c3c9d1", grid: "rgba(255,255,255,0.14)" }
    : { text: "#3d444d", grid: "rgba(0,0,0,0.12)" };
  const apply = (options, { text, grid }) => {
    options.color = text;
    for (const scale of Object.values(options.scales)) {
      scale.ticks.color = text;
      scale.title.color = text;
      scale.grid = { color: grid };
      scale.border = { color: grid };
    }
  };
  const time = (value) => (Math.round(value * 10) / 10).toString();
  const number = (value) => Number(value.toPrecision(3)).toString();
  for (const { id, config } of JSON.parse(document.getElementById("charts").textContent)) {
    apply(config.options, colors(false));
    const unit = config.options.scales.x.title.text;
    for (const scale of Object.values(config.options.scales))
      if (scale.type === "logarithmic")
        scale.ticks.callback = (value) => /^[125]e/.test(value.toExponential()) ? number(value) : "";
    config.options.plugins.tooltip.callbacks = {
      title: (items) => items.length > 0 && !config.options.scales.y.labels ? unit + " " + time(items[0].parsed.x) : "",
      label: (item) => {
        const names = config.options.scales.y.labels;
        const value = number(names ? item.parsed.x : item.parsed.y);
        return (names ? names[Math.round(item.parsed.y)] + ", " : "") + item.dataset.label + ": " + value;
      },
    };
    charts.push(new Chart(document.getElementById("chart-" + id), config));
  }
  // A page tells no script how wide paper is: charts are drawn for A4, sharp enough for a printer, and scaled to what there is.
  const redraw = (paper) => {
    for (const chart of charts) {
      apply(chart.options, colors(paper));
      chart.options.devicePixelRatio = paper ? 3 : devicePixelRatio;
      if (paper) chart.resize(chart.canvas.closest(".charts").children.length > 1 ? 332 : 680, 234);
      else chart.resize();
      chart.update("none");
    }
  };
  dark.addEventListener("change", () => redraw(false));
  addEventListener("beforeprint", () => redraw(true));
  addEventListener("afterprint", () => redraw(false));
})();
`;
