// How well do fitted parameters meet what they are fitted to? The table of a calibration as a document; it is fitted in `analysis/`.
export { tellCalibration } from "./tell.ts";
