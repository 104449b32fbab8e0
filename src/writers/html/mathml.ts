import type { Equation } from "../../document/index.ts";
import { type Sign, type Typesetting, typesetTerms } from "../../expressions/index.ts";
import { html } from "./escape.ts";

const signs: Readonly<Record<Sign, string>> = {
  "+": "+",
  "-": "\u2212",
  "*": "\u00b7",
  "<": "<",
  "<=": "\u2264",
  ">": ">",
  ">=": "\u2265",
  "==": "=",
  "!=": "\u2260",
  and: "and",
  or: "or",
  not: "not",
};

const name = (text: string) => `<mi mathvariant="normal">${html(text)}</mi>`;
const operator = (text: string) => `<mo>${html(text)}</mo>`;
const row = (parts: readonly string[]) => `<mrow>${parts.join("")}</mrow>`;
const fraction = (above: string, below: string) => `<mfrac>${above}${below}</mfrac>`;
const subscript = (text: string, below: string) => `<msub>${text}<mtext>${below}</mtext></msub>`;
const derivative = (of: string) =>
  fraction(row([name("d"), '<mspace width="0.15em"/>', name(of)]), row([name("d"), "<mi>t</mi>"]));

/** Presentation MathML (MathML Core), which browsers draw by themselves. */
const mathml: Typesetting = {
  number: (value) => {
    const [mantissa, exponent] = String(value).replace("-", "\u2212").split("e");
    const digits = `<mn>${mantissa}</mn>`;
    return exponent === undefined
      ? digits
      : row([
          digits,
          operator(signs["*"]),
          `<msup><mn>10</mn><mn>${exponent.replace("-", "\u2212").replace("+", "")}</mn></msup>`,
        ]);
  },
  name: (text) => (text === "pi" ? "<mi>\u03c0</mi>" : text === "t" ? "<mi>t</mi>" : name(text)),
  baseline: (text) => subscript(name(text), "rest"),
  gate: (text) => subscript("<mi>g</mi>", html(text)),
  rate: derivative,
  // Also where a piece begins with it.
  sign: (sign) => `<mo form="infix">${html(signs[sign])}</mo>`,
  negative: (inner) => row([operator(signs["-"]), inner]),
  row,
  group: (inner) => row([operator("("), inner, operator(")")]),
  fraction,
  power: (base, exponent) => `<msup>${row([base])}${row([exponent])}</msup>`,
  root: (inner) => `<msqrt>${inner}</msqrt>`,
  cases: (whenTrue, condition, whenFalse) => {
    const line = (value: string, when: string) =>
      `<mtr><mtd>${row([value])}</mtd><mtd>${row([when])}</mtd></mtr>`;
    const lines =
      line(whenTrue, row(["<mtext>if </mtext>", condition])) + line(whenFalse, "<mtext>otherwise</mtext>");
    return row([operator("{"), `<mtable columnalign="left left">${lines}</mtable>`]);
  },
  call: (called, args) =>
    row([
      name(called),
      operator("("),
      ...args.flatMap((arg, i) => (i === 0 ? [arg] : [operator(","), arg])),
      operator(")"),
    ]),
};

/**
 * An equation as MathML, a piece for each term of its outermost sum: no browser breaks a formula, but a line breaks between
 * pieces. Names are escaped.
 */
export function equationMathml({ name: left, isRate, formula }: Equation): string {
  const [first, ...others] = typesetTerms(formula, mathml);
  const head = row([isRate ? derivative(left) : name(left), operator(signs["=="]), first!]);
  return [head, ...others].map((piece) => `<math displaystyle="true">${piece}</math>`).join(" ");
}
