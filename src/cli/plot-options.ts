import { type Command, InvalidArgumentError } from "commander";
import type { Scales } from "../charts/index.ts";
import type { PictureFormat, PictureOptions } from "../files/index.ts";
import { listed } from "../text/index.ts";
import { positive } from "./options.ts";

// How a run's plots are drawn: as they are for the screen, or for a paper.

export interface PlotOptions {
  readonly plotFormat?: readonly PictureFormat[];
  readonly plotWidth?: number;
  readonly plotDpi?: number;
  readonly plotLog?: readonly ("time" | "value")[];
  readonly plotPlain?: boolean;
}

const formats = ["png", "svg", "pdf"] as const;
const axes = ["time", "value"] as const;

export function addPlotOptions(command: Command): Command {
  return command
    .option(
      "--plot-format <formats>",
      `formats of plots, joined by commas: ${formats.join(", ")} (default: png,svg)`,
      listOf(formats),
    )
    .option(
      "--plot-width <mm>",
      "width of plots on paper, from 60 to 600, with text set in 9 points",
      within(60, 600),
    )
    .option("--plot-dpi <n>", "dots per inch of PNG, from 36 to 1200 (default: 144)", within(36, 1200))
    .option(
      "--plot-log <axes>",
      "logarithmic axes: time (from the first hour), value (of variables that stay above 0; the run names the others), or time,value",
      listOf(axes),
    )
    .option(
      "--plot-plain",
      "plots without title, explanations and foot, for a figure with a caption of its own",
    );
}

export const pictureOptions = ({
  plotFormat,
  plotWidth,
  plotDpi,
  plotPlain,
}: PlotOptions): PictureOptions => ({
  formats: plotFormat,
  width: plotWidth === undefined ? undefined : Math.round((plotWidth / 25.4) * 96),
  pixelRatio: plotDpi === undefined ? undefined : plotDpi / 96,
  isPlain: plotPlain,
});

export const plotScales = ({ plotLog = [] }: PlotOptions): Scales => ({
  hasLogTime: plotLog.includes("time"),
  hasLogValue: plotLog.includes("value"),
});

/** What a run says of charts that no logarithmic axis can hold. */
export const linearNote = (titles: readonly string[]): string =>
  `Drawn with a linear value axis, because a logarithm needs values above 0: ${listed(titles)}.`;

const listOf =
  <T extends string>(known: readonly T[]) =>
  (text: string): readonly T[] => {
    const wanted = text.split(",").map((part) => part.trim());
    const found = known.filter((one) => wanted.includes(one));
    if (found.length < new Set(wanted).size)
      throw new InvalidArgumentError(`Write one or more of ${known.join(", ")}, joined by commas.`);
    return found;
  };

const within = (least: number, most: number) => (text: string) => {
  const value = positive(text);
  if (value < least || value > most)
    throw new InvalidArgumentError(`Write a number from ${least} to ${most}.`);
  return value;
};
