/** The report's style sheet: phone to wide screen, light and dark, and paper. */
export const pageStyle = `
:root { --paper: #fff; --ink: #1f2328; --pale: #57606a; --line: #d8dee4; --panel: #f6f8fa; --alert: #a40e26; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #16191d; --ink: #e6e8eb; --pale: #a3abb5; --line: #373e47; --panel: #1e2227; --alert: #ff8f8f; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --pale: #444; --line: #bbb; --panel: #fff; --alert: #a40e26; color-scheme: light; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 90rem; padding: 1rem clamp(1rem, 3vw, 3rem); background: var(--paper);
  color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
h1, h2, h3, p, li, dd { overflow-wrap: anywhere; }
th, td { overflow-wrap: break-word; }
h1 { font-size: clamp(1.5rem, 4vw, 2.1rem); line-height: 1.2; margin: 0.5rem 0; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 0; }
.question { font-size: 1.15rem; margin: 0 0 0.5rem; max-width: 45em; }
.disclaimer, footer, caption, figcaption p, code, dt { color: var(--pale); font-size: 0.875rem; }
.good { color: var(--accent); }
.bad { color: var(--alert); }
.failed { border-left: 4px solid var(--alert); padding-left: 1rem; margin-top: 1.5rem; }
.failed h2 { color: var(--alert); margin-top: 0; }
.failed ul { padding-left: 1.2rem; margin: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; min-width: min(100%, 30rem); font-variant-numeric: tabular-nums; }
.scroll + .scroll, .figure + .scroll { margin-top: 1.25rem; }
caption { text-align: left; padding-bottom: 0.4rem; }
caption span { display: inline-block; max-width: calc(100vw - 3rem); }
th, td { padding: 0.4rem 0.9rem 0.4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th.number, td.number { text-align: right; }
td.number { white-space: nowrap; }
thead th { white-space: nowrap; }
thead .long { display: inline-block; width: 10rem; white-space: normal; overflow-wrap: break-word; }
tbody th, thead th:first-child { position: sticky; left: 0; background: var(--paper); }
tbody th.name { min-width: 9rem; max-width: 26rem; }
thead th, thead td { vertical-align: bottom; border-bottom: 2px solid var(--line); }
tbody th { font-weight: 600; }
td code { white-space: nowrap; }
.equation { margin: 1rem 0; }
.equation p { margin: 0; }
.equation .scroll { padding: 0.4rem 0 0.4rem 1.5rem; }
.equation math { font-size: 1.1rem; margin: 0.15rem 0; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; list-style: none; padding: 0; margin: 0 0 1rem; }
.legend li { display: flex; align-items: center; gap: 0.5rem; font-size: 0.9rem; }
.legend svg { flex: none; overflow: visible; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1rem; }
figure { margin: 0; padding: 0.75rem; background: var(--panel); border-radius: 6px; min-width: 0;
  display: flex; flex-direction: column; justify-content: space-between; }
figcaption p { margin: 0 0 0.5rem; line-height: 1.4; }
.canvas { position: relative; height: 16rem; }
.charts > figure:only-child .canvas { height: clamp(16rem, 40vw, 26rem); }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: 0.1rem 1rem; align-items: baseline; margin: 0; }
dl div { display: contents; }
dt { max-width: 16rem; }
dd { margin: 0; }
footer { margin-top: 2rem; border-top: 1px solid var(--line); }
@media (max-width: 40rem) { figure { padding: 0.5rem; } tbody th.name { max-width: 11rem; } dt { max-width: 8rem; } }
@page { margin: 15mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 11pt; }
  .charts { grid-template-columns: 1fr 1fr; }
  .charts > figure:only-child { grid-column: 1 / -1; }
  figure { padding: 0; }
  figure, tr, .failed { break-inside: avoid; }
  h2, .legend, caption, thead { break-after: avoid; }
  .canvas, .charts > figure:only-child .canvas { height: auto; }
  .canvas canvas { width: 100% !important; height: auto !important; }
  .scroll { overflow: visible; }
  table { font-size: 9pt; }
  th, td { padding-right: 0.5rem; }
  td.number, thead th { white-space: normal; }
  tbody th.name { min-width: 4rem; }
  thead .long { width: auto; }
  td code { white-space: normal; }
  tbody th, thead th:first-child { position: static; }
}
`;
