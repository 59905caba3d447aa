// Commands beyond MathJax's own, as the name and [definition, number of arguments].

const operators = "argmax argmin".split(" ");
const functions = "sech csch erf tr rank diag sgn grad curl Var Cov".split(" ");
const latinCapitals = { Alpha: "A", Beta: "B", Epsilon: "E", Zeta: "Z", Eta: "H", Iota: "I", Kappa: "K", Mu: "M" };
const moreCapitals = { Nu: "N", Omicron: "O", Rho: "P", Tau: "T", Chi: "X" };

export const macros = {
  // Colours are left out: a formula has the colour of the text around it, in every theme and on paper.
  color: ["", 1],
  textcolor: ["{#2}", 2],
  colorbox: ["{\\text{#2}}", 2],
  fcolorbox: ["\\boxed{\\text{#3}}", 3],
  definecolor: ["", 3],
  // Nothing is loaded, nothing is a link, nothing takes styles: what these commands hold is shown plain.
  require: ["", 1],
  href: ["{#2}", 2],
  style: ["{#2}", 2],
  class: ["{#2}", 2],
  cssId: ["{#2}", 2],
  // Commands of common packages.
  R: "\\mathbb{R}",
  N: "\\mathbb{N}",
  Z: "\\mathbb{Z}",
  E: "\\mathbb{E}",
  bm: ["\\boldsymbol{#1}", 1],
  mathds: ["\\mathbb{#1}", 1],
  mathbbm: ["\\mathbb{#1}", 1],
  abs: ["\\left|#1\\right|", 1],
  norm: ["\\left\\|#1\\right\\|", 1],
  dd: "\\mathrm{d}",
  dv: ["\\frac{\\mathrm{d}#1}{\\mathrm{d}#2}", 2],
  pdv: ["\\frac{\\partial #1}{\\partial #2}", 2],
  num: ["#1", 1],
  si: ["\\mathrm{#1}", 1],
  SI: ["#1\\,\\mathrm{#2}", 2],
  emph: ["\\textit{#1}", 1],
  textsc: ["\\text{#1}", 1],
  underbar: ["\\underline{#1}", 1],
  sout: ["\\enclose{horizontalstrike}{#1}", 1],
  slashed: ["\\cancel{#1}", 1],
  vcentcolon: "\\mathrel{:}",
  llbracket: "\\mathopen{[\\![}",
  rrbracket: "\\mathclose{]\\!]}",
  AA: "\\mathring{A}",
  pounds: "\\text{£}",
  euro: "\\text{€}",
  copyright: "\\text{©}",
  footnotesize: "\\small",
  vspace: ["", 1],
  noindent: "",
  // What a \tag becomes where TeX allows none.
  tagtext: ["\\qquad\\text{(#1)}", 1],
};

for (const name of operators) macros[name] = `\\operatorname*{${name.replace("arg", "arg\\,")}}`;
for (const name of functions) macros[name] = `\\operatorname{${name}}`;
for (const [name, letter] of Object.entries(Object.assign(latinCapitals, moreCapitals))) {
  macros[name] = `\\mathrm{${letter}}`;
}
