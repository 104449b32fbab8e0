import type { ArmResult } from "../simulation/index.ts";

/** What an arm is called in a legend: its label, and what one must know before reading its curve. */
export function legendLabel({ label, trajectory, outside = [] }: ArmResult): string {
  const { kind, time } = trajectory.status;
  const marks = [
    ...(outside.length > 0 ? [`${outside.map(({ name }) => name).join(", ")} outside range`] : []),
    ...(kind === "success" ? [] : [`stopped on day ${Math.floor(time)}`]),
  ];
  return marks.length > 0 ? `${label} (${marks.join("; ")})` : label;
}
