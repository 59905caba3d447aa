// Walks the SVG tree that MathJax has made of a formula and lists what is to be drawn.
//
// Lengths are thousandths of an em, y goes up, the baseline is y = 0. A list is an object with some of these keys:
//   g  glyphs  [number, x, y, scale]: the outline of that number in glyphs.txt
//   b  bars    [number, x, y, scale x, scale y, left, bottom, width, height]: the straight middle of a stretched
//              bracket or arrow, an outline of which only what lies in the rectangle is drawn
//   r  rules   [left, bottom, width, height]: a filled rectangle
//   s  shapes  [SVG path, [a, b, c, d, e, f], stroke]: a path under a matrix, filled if stroke is 0, else a line so wide
//   t  texts   [text, left, y, font size, width, style]: letters that the math fonts lack; style 1 bold, 2 italic

const LINE = 60; // MathJax draws lines at 67 or 70, fraction bars at 60: one weight for all looks better.
const NUMBER = /-?\d*\.?\d+(?:e-?\d+)?/g;
const TRANSFORM = /(translate|scale|rotate|matrix)\(([^)]*)\)/g;
const IDENTITY = [1, 0, 0, 1, 0, 0];

const numbers = (text) => (String(text).match(NUMBER) || []).map(Number);
const length = (value) => parseFloat(value || 0);
const whole = Math.round;
const fine = (value) => Math.round(value * 1000) / 1000;

const weight = (attributes) => Math.min(LINE, length(attributes["stroke-width"]) || LINE);

// What a point means that passes through n first, then through m.
function product(m, n) {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

function rotation(values) {
  const angle = (values[0] * Math.PI) / 180;
  const x = values[1] || 0;
  const y = values[2] || 0;
  const turn = [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0];
  return product(product([1, 0, 0, 1, x, y], turn), [1, 0, 0, 1, -x, -y]);
}

function transformed(matrix, text) {
  for (let found = TRANSFORM.exec(text); found; found = TRANSFORM.exec(text)) {
    const values = numbers(found[2]);
    if (found[1] === "translate") matrix = product(matrix, [1, 0, 0, 1, values[0], values[1] || 0]);
    else if (found[1] === "scale") matrix = product(matrix, [values[0], 0, 0, values[values.length - 1], 0, 0]);
    else if (found[1] === "matrix") matrix = product(matrix, values);
    else matrix = product(matrix, rotation(values));
  }
  return matrix;
}

// [left, bottom, width, height] of a rectangle under a matrix without rotation.
function placed(matrix, x, y, width, height) {
  const left = matrix[0] * x + matrix[4];
  const right = matrix[0] * (x + width) + matrix[4];
  const bottom = matrix[3] * y + matrix[5];
  const top = matrix[3] * (y + height) + matrix[5];
  return [Math.min(left, right), Math.min(bottom, top), Math.abs(right - left), Math.abs(top - bottom)].map(whole);
}

// One walk over a tree, or over the part of it that holds the labels.
class Walk {
  constructor(labels) {
    this.labels = labels;
    this.labelMatrix = null;
    this.list = {};
  }

  add(kind, item) {
    (this.list[kind] = this.list[kind] || []).push(item);
  }

  node(node, matrix, clip) {
    const attributes = node.attributes;
    if (!attributes || attributes["data-hitbox"]) return;
    if (attributes.transform) matrix = transformed(matrix, attributes.transform);
    if (node === this.labels) {
      this.labelMatrix = matrix;
      return;
    }
    const draw = this[`draw_${node.kind}`];
    if (draw) draw.call(this, attributes, matrix, clip, node);
    else if (node.kind === "svg") this.window(node, matrix);
    else this.children(node, matrix, clip);
  }

  children(node, matrix, clip) {
    for (const child of node.children || []) this.node(child, matrix, clip);
  }

  // An inner svg cuts a stretched glyph to its length.
  window(node, matrix) {
    const { x, y, width, height, viewBox } = node.attributes;
    const [left, bottom] = numbers(viewBox || "0 0");
    const clip = placed(matrix, length(x), length(y), length(width), length(height));
    this.children(node, product(matrix, [1, 0, 0, 1, length(x) - left, length(y) - bottom]), clip);
  }

  draw_use(attributes, m, clip) {
    const glyph = Number(attributes["data-glyph"]);
    if (!glyph) return; // a space
    if (clip) this.add("b", [glyph, whole(m[4]), whole(m[5]), fine(m[0]), fine(m[3]), ...clip]);
    else this.add("g", [glyph, whole(m[4]), whole(m[5]), fine(m[0])]);
  }

  draw_rect(attributes, matrix, clip, node) {
    const [x, y] = [length(attributes.x), length(attributes.y)];
    const [width, height] = [length(attributes.width), length(attributes.height)];
    if (attributes["data-bgcolor"]) {
      // \rule is a space with a background; any other background is a colour, and colours are left out.
      if (node.parent.attributes["data-mml-node"] === "mspace") this.add("r", placed(matrix, x, y, width, height));
    } else if (attributes["data-frame"] || attributes.fill === "none") {
      const thick = weight(attributes);
      const [left, right] = [x - thick / 2, x + width + thick / 2];
      this.line(matrix, left, y, right, y, thick);
      this.line(matrix, left, y + height, right, y + height, thick);
      this.line(matrix, x, y, x, y + height, thick);
      this.line(matrix, x + width, y, x + width, y + height, thick);
    } else {
      this.add("r", placed(matrix, x, y, width, height));
    }
  }

  // A line along an axis becomes a rule.
  line(matrix, x1, y1, x2, y2, thick) {
    const half = thick / 2;
    if (y1 === y2) this.add("r", placed(matrix, Math.min(x1, x2), y1 - half, Math.abs(x2 - x1), thick));
    else if (x1 === x2) this.add("r", placed(matrix, x1 - half, Math.min(y1, y2), thick, Math.abs(y2 - y1)));
    else this.add("s", [`M${x1} ${y1}L${x2} ${y2}`, matrix.map(fine), thick]);
  }

  draw_line(attributes, matrix) {
    const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map((name) => length(attributes[name]));
    const thick = weight(attributes);
    const broken = /mjx-(dashed|dotted)/.exec(attributes.class || "");
    if (!broken) {
      this.line(matrix, x1, y1, x2, y2, thick);
      return;
    }
    const dash = broken[1] === "dashed" ? 140 : 10;
    const size = Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1));
    for (let start = 0; start < size; start += dash + 140) {
      const [from, to] = [start / size, Math.min(1, (start + dash) / size)];
      const [dx, dy] = [x2 - x1, y2 - y1];
      this.line(matrix, x1 + from * dx, y1 + from * dy, x1 + to * dx, y1 + to * dy, thick);
    }
  }

  draw_path(attributes, matrix) {
    const isLine = attributes.fill === "none" || length(attributes["stroke-width"]);
    this.add("s", [attributes.d, matrix.map(fine), isLine ? weight(attributes) : 0]);
  }

  draw_polygon(attributes, matrix) {
    const [first, ...others] = attributes.points.trim().split(/\s+/);
    const corners = [first, ...others].map((corner) => corner.replace(",", " "));
    this.add("s", [`M${corners.join("L")}Z`, matrix.map(fine), 0]);
  }

  draw_ellipse(attributes, matrix) {
    const [x, y, a, b] = ["cx", "cy", "rx", "ry"].map((name) => length(attributes[name]));
    // Four cubic curves; 0.5523 puts them within 0.03% of the ellipse.
    const [k, l] = [a * 0.5523, b * 0.5523];
    const curves = [
      [x + a, y + l, x + k, y + b, x, y + b],
      [x - k, y + b, x - a, y + l, x - a, y],
      [x - a, y - l, x - k, y - b, x, y - b],
      [x + k, y - b, x + a, y - l, x + a, y],
    ];
    const path = `M${x + a} ${y}${curves.map((curve) => `C${curve.map(whole).join(" ")}`).join("")}Z`;
    this.add("s", [path, matrix.map(fine), weight(attributes)]);
  }

  draw_text(attributes, m, clip, node) {
    const text = (node.children || []).map((child) => child.value || "").join("");
    if (!text) return;
    const scale = Math.abs(m[0]);
    const style = (attributes["font-weight"] === "bold" ? 1 : 0) + (attributes["font-style"] === "italic" ? 2 : 0);
    const item = [text, whole(m[4]), whole(m[5]), length(attributes["font-size"]) * scale, 0, style];
    item[4] = whole(length(attributes["data-width"]) * 1000 * scale);
    const last = this.list.t && this.list.t[this.list.t.length - 1];
    // Letters come one by one; joined again, scripts that need shaping get it.
    if (last && last[2] === item[2] && last[3] === item[3] && last[5] === style && near(last[1] + last[4], item[1])) {
      last[0] += text;
      last[4] += item[4];
    } else {
      this.add("t", item);
    }
  }
}

const near = (a, b) => Math.abs(a - b) <= 2;

// What is to be drawn of a MathJax svg element: [list, list of the labels]. `labels` is the element in it that holds
// the labels of a numbered formula, or null; in their list x = 0 is the left edge of the widest.
export function flatLists(root, labels) {
  const walk = new Walk(labels);
  walk.children(root.children[0], IDENTITY, null);
  const labelWalk = new Walk(null);
  if (walk.labelMatrix) labelWalk.children(labels, [...walk.labelMatrix.slice(0, 4), 0, walk.labelMatrix[5]], null);
  return [walk.list, labelWalk.list];
}
