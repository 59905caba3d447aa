// TeX as people write it who never saw it fail.

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ";
const RAISED_AS = "0123456789+-=()ni";
const LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ";
const LOWERED_AS = "0123456789+-=()aeoxhklmnpst";

const plain = (letters, from, to) => Array.from(letters, (letter) => to[from.indexOf(letter)]).join("");

// Raised and lowered letters of Unicode (H₂O, x²), which the math fonts lack, as TeX's own: H_{2}O, x^{2}.
export function withTeXScripts(tex) {
  return tex
    .replace(new RegExp(`[${LOWERED}]+`, "g"), (letters) => `_{${plain(letters, LOWERED, LOWERED_AS)}}`)
    .replace(new RegExp(`[${RAISED}]+`, "g"), (letters) => `^{${plain(letters, RAISED, RAISED_AS)}}`);
}

const TEXT = /(\\(?:text[a-z]*|mbox|hbox|fbox)\s*\{)([^{}$\\]*)(\})/g;

// Signs that TeX takes for commands where they can only be meant as themselves: \text{max_value}, \text{R&D}, 50%.
export function withPlainSigns(tex) {
  return tex
    .replace(TEXT, (all, start, words, end) => start + words.replace(/[_&#%]/g, "\\$&") + end)
    .replace(/(\d)%/g, "$1\\%");
}
