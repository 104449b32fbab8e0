let isDown = false;

const isSlider = (target: EventTarget | null) =>
  target instanceof HTMLInputElement && target.type === "range";

addEventListener("pointerdown", ({ target }) => {
  isDown = isSlider(target);
});
for (const end of ["pointerup", "pointercancel", "change", "blur"])
  addEventListener(end, () => {
    isDown = false;
  });

/** Whether a hand is on a slider: it may pause there, and has not done yet. */
export const isHeld = () => isDown;
