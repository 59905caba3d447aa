// MathJax as one function, Formulas.typeset(tex, display), for a script engine without browser, network and timers.
//
// It answers JSON: {w, a, d} (width, ascent, descent in thousandths of an em) with the lists of flat_list.js, for a
// numbered formula also {tag: {w, lists}}; or {error} with a sentence that says why the TeX can't be set.

import { liteAdaptor } from "mathjax-full/js/adaptors/liteAdaptor.js";
import { RegisterHTMLHandler } from "mathjax-full/js/handlers/html.js";
import { TeX } from "mathjax-full/js/input/tex.js";
import { mathjax } from "mathjax-full/js/mathjax.js";
import { flatLists } from "./flat_list.js";
import { newOutput, startFormula } from "./flat_svg.js";
import { withPlainSigns, withTeXScripts } from "./leniency.js";
import { macros } from "./macros.js";
import { packages } from "./packages.js";

const WIDEST = 2000; // em; beyond this a formula is a mistake or an attack
const TALLEST = 200;
const MACRO_LIMIT = 2000;
const DEFINES = /\\(?:x?def|let|(?:re)?new(?:command|environment)|DeclareMathOperator|DeclarePairedDelimiter)/;
const TAG = /\\tag(?![a-zA-Z])\*?/g;

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);

function newTypesetter() {
  const tex = new TeX({
    packages,
    macros,
    maxMacros: MACRO_LIMIT,
    maxBuffer: 16 * 1024,
    formatError: (input, error) => {
      throw error;
    },
  });
  const svg = newOutput();
  return { tex, svg, document: mathjax.document("", { InputJax: tex, OutputJax: svg }) };
}

let typesetter = newTypesetter();

function set(tex, display) {
  const { svg, document } = typesetter;
  typesetter.tex.reset();
  startFormula(svg);
  const options = { display, em: 16, ex: 16 * svg.font.params.x_height, containerWidth: 16 * 80 };
  const root = adaptor.firstChild(document.convert(tex, options));
  const [list, labelList] = flatLists(root, svg.labels);
  const size = svg.size;
  if (size.w > WIDEST || size.h + size.d > TALLEST) return { error: "The formula is too large." };
  const answer = { w: thousandths(size.w), a: thousandths(size.h), d: thousandths(size.d) };
  Object.assign(answer, list);
  if (svg.labels) answer.tag = Object.assign({ w: thousandths(svg.labelWidth) }, labelList);
  return answer;
}

const thousandths = (em) => Math.round(em * 1000);

// Where TeX allows no \tag, in a line of text or in an inner environment, it is set behind the formula.
function setWithTags(tex, display) {
  const untagged = tex.replace(TAG, "\\tagtext");
  if (untagged === tex) return set(tex, display);
  if (!display) return set(untagged, display);
  try {
    return set(tex, display);
  } catch (error) {
    if (error.id !== "CommandNotAllowedInEnv") throw error;
    return set(untagged, display);
  }
}

// What stands in \text{} can't be raised and lowered by TeX: there the letters stay as they are.
function setWithScripts(tex, display) {
  const changed = withTeXScripts(tex);
  if (changed === tex) return setWithTags(tex, display);
  try {
    return setWithTags(changed, display);
  } catch (error) {
    return setWithTags(tex, display);
  }
}

export function typeset(tex, display) {
  try {
    return JSON.stringify(setWithScripts(withPlainSigns(tex), display));
  } catch (error) {
    // Only an error of TeX's own has an id; others speak of the script.
    return JSON.stringify({ error: error.id ? error.message : "The formula can't be set." });
  } finally {
    // What a formula defines holds for itself alone: what is shown must not hang on what was shown before.
    if (DEFINES.test(tex)) typesetter = newTypesetter();
  }
}
