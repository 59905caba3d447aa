// MathJax's SVG output with four changes: glyphs are named by the number of their outline instead of carrying it, the
// size is handed on, labels of numbered formulas stay apart from the formula, and letters that the math fonts lack
// are measured by a rule of thumb, there being no browser to measure them.
//
// Methods are replaced in place: in Qt's script engine, constructors of derived classes fail at times.

import { SVG } from "mathjax-full/js/output/svg.js";
import { SVGWrapper } from "mathjax-full/js/output/svg/Wrapper.js";
import { SVGmtable } from "mathjax-full/js/output/svg/Wrappers/mtable.js";

const LABEL_GAP = 2; // em between a table inside a formula and its labels
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

function letterWidth(letter) {
  return letter.codePointAt(0) > 0xffff || WIDE.test(letter) ? 1 : 0.55;
}

function textWidth(text) {
  return Array.from(text).reduce((width, letter) => width + letterWidth(letter), 0);
}

export function newOutput() {
  return new SVG({ fontCache: "none", mtextInheritFont: false });
}

// To be called before each formula. Afterwards `size` is {w, h, d} in em without labels, `labels` the element that
// holds them or null, `labelWidth` their width in em.
export function startFormula(svg) {
  svg.size = null;
  svg.labels = null;
  svg.labelWidth = 0;
}

const createRoot = SVG.prototype.createRoot;

SVG.prototype.createRoot = function (wrapper) {
  const { w, h, d } = wrapper.getOuterBBox();
  this.size = { w, h, d };
  return createRoot.call(this, wrapper);
};

const unknownText = SVG.prototype.unknownText;

SVG.prototype.unknownText = function (text, variant) {
  const element = unknownText.call(this, text, variant);
  this.adaptor.setAttribute(element, "data-width", textWidth(text));
  return element;
};

SVG.prototype.measureTextNode = function (node) {
  return { w: textWidth(this.adaptor.textContent(node)), h: 0.75, d: 0.2 };
};

// The build has put the number of its outline where the font's table had the outline; the caller makes it a path.
SVGWrapper.prototype.charNode = function (variant, code, path) {
  return this.svg("use", { "data-glyph": Number(path.slice(1, -1)) });
};

SVGmtable.prototype.topTable = function (table, labels) {
  const { L, w } = this.getBBox();
  this.jax.size.w = this.pWidth || w;
  this.jax.labels = labels;
  this.jax.labelWidth = this.getTableData().L;
  this.appendLabels(table, labels);
  this.place(-L, 0, table);
};

SVGmtable.prototype.subTable = function (table, labels, side, dx) {
  const { L, w } = this.getBBox();
  this.appendLabels(table, labels);
  this.place((this.pWidth || w) + dx + LABEL_GAP - L, 0, labels);
};

// They come turned upside down, for an svg element of their own.
SVGmtable.prototype.appendLabels = function (table, labels) {
  this.adaptor.removeAttribute(labels, "transform");
  this.adaptor.append(table, labels);
};
