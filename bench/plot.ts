import { Chart, LogarithmicScale } from "chart.js";
import { armStyle, type LineChart } from "../src/charts/index.ts";
import { renderChart } from "../src/files/render.ts";
import type { ModelResult } from "./bench.ts";
import { pointsOf } from "./measure.ts";

/** The work-precision plot of a model: error against CPU time, both logarithmic. */
export async function workPrecisionPlot(model: ModelResult, format: "svg" | "png"): Promise<Buffer | string> {
  Chart.register(LogarithmicScale);
  const axis = (text: string) => ({
    type: "logarithmic" as const,
    title: { display: true, text, font: { size: 12 } },
    ticks: { font: { size: 12 }, format: { notation: "scientific" as const } },
  });
  const config: LineChart = {
    type: "line",
    data: {
      datasets: model.curves.map((curve, i) => {
        const style = armStyle(i);
        return {
          label: curve.method.name,
          data: pointsOf(curve).map(({ rms, ms }) => ({
            x: Number(rms.toPrecision(3)),
            y: Number(ms.toPrecision(3)),
          })),
          borderColor: style.color,
          backgroundColor: style.color,
          borderDash: [...style.dash],
          borderWidth: 2,
          pointStyle: style.marker,
          pointRadius: 4.5,
        };
      }),
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      parsing: false,
      locale: "en-US",
      layout: { padding: { right: 16 } },
      scales: { x: axis("rms error (more exact to the left)"), y: axis("CPU ms for one run") },
      plugins: {
        title: {
          display: true,
          text: `Work and precision: ${model.name}, ${model.states} states`,
          font: { size: 15 },
        },
        legend: {
          position: "bottom",
          labels: { boxWidth: 34, boxHeight: 0, padding: 12, font: { size: 12 } },
        },
      },
    },
  };
  return renderChart(config, { format, width: 900, height: 560 });
}
