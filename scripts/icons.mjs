// Rewrites one SVG so that Fyne's painter draws what its designer drew:
//   node icons.mjs MODULES FROM TO
// That painter loses its way in a row of arcs and knows only the non-zero rule. Arcs
// become curves here, and the holes of an even-odd path are turned against their shape.
// What is not a plain filled path in one colour is refused.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";

const [modules, from, to] = process.argv.slice(2);
const svgpath = createRequire(modules + "/")("svgpath");
const svg = readFileSync(from, "utf8");

function refuse(why) {
  console.error(`${from}: ${why}`);
  process.exit(1);
}

const box = svg.match(/viewBox="([\d. -]+)"/)?.[1] ?? refuse("no view box");
if (/<(?!\/?(svg|path|rect|circle)\b)/.test(svg)) refuse("more than paths, rectangles and circles");
if (/stroke=|style=|transform=|opacity=/.test(svg)) refuse("a stroke, style, transform or opacity");
for (const [, fill] of svg.matchAll(/fill="([^"]*)"/g)) {
  if (!["currentColor", "none", "black", "#000", "#000000"].includes(fill)) refuse(`the colour ${fill}`);
}

const attribute = (tag, name) => tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1];
const number = (tag, name) => Number(attribute(tag, name) ?? 0);

function shape(tag) {
  if (tag.startsWith("<path")) return attribute(tag, "d");
  if (tag.startsWith("<circle")) {
    const [x, y, r] = ["cx", "cy", "r"].map((n) => number(tag, n));
    return `M${x - r} ${y}A${r} ${r} 0 0 1 ${x + r} ${y}A${r} ${r} 0 0 1 ${x - r} ${y}Z`;
  }
  const [x, y, w, h, r] = ["x", "y", "width", "height", "rx"].map((n) => number(tag, n));
  const corner = (dx, dy) => (r ? `a${r} ${r} 0 0 1 ${dx * r} ${dy * r}` : "");
  return `M${x + r} ${y}h${w - 2 * r}${corner(1, 1)}v${h - 2 * r}${corner(-1, 1)}h${2 * r - w}${corner(-1, -1)}v${2 * r - h}${corner(1, -1)}Z`;
}

// outlines gives a path's closed outlines, each a start and a list of curves and lines.
function outlines(d) {
  const all = [];
  let x = 0, y = 0;
  svgpath(d).abs().unshort().unarc().iterate(([c, ...p]) => {
    const last = all.at(-1);
    switch (c) {
      case "M": all.push({ start: p, steps: [] }); break;
      case "L": last.steps.push([p]); break;
      case "H": last.steps.push([[p[0], y]]); break;
      case "V": last.steps.push([[x, p[0]]]); break;
      case "C": last.steps.push([p.slice(0, 2), p.slice(2, 4), p.slice(4)]); break;
      case "Q": {
        const [a, b, ex, ey] = p;
        last.steps.push([[x + (a - x) * 2 / 3, y + (b - y) * 2 / 3], [ex + (a - ex) * 2 / 3, ey + (b - ey) * 2 / 3], [ex, ey]]);
        break;
      }
      case "Z": [x, y] = last.start; return;
      default: refuse(`the path command ${c}`);
    }
    [x, y] = c === "M" ? p : last.steps.at(-1).at(-1);
  });
  return all.filter((o) => o.steps.length > 0);
}

function turned(o) {
  const ends = [o.start, ...o.steps.map((s) => s.at(-1))];
  const steps = o.steps.map((s, i) => [...s.slice(0, -1).reverse(), ends[i]]).reverse();
  return { start: ends.at(-1), steps };
}

function points(o) {
  const out = [o.start];
  for (const s of o.steps) {
    if (s.length === 1) { out.push(s[0]); continue; }
    const [a, [b, c, d]] = [out.at(-1), s];
    for (let i = 1; i <= 16; i++) {
      const t = i / 16, u = 1 - t;
      out.push([0, 1].map((k) => u ** 3 * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t ** 3 * d[k]));
    }
  }
  return out;
}

const area = (ps) => ps.reduce((sum, [x, y], i) => sum + x * ps[(i + 1) % ps.length][1] - ps[(i + 1) % ps.length][0] * y, 0);

function contains(ps, [x, y]) {
  let inside = false;
  ps.forEach(([x0, y0], i) => {
    const [x1, y1] = ps[(i + 1) % ps.length];
    if (y0 > y !== y1 > y && x < ((x1 - x0) * (y - y0)) / (y1 - y0) + x0) inside = !inside;
  });
  return inside;
}

// turnHoles runs the outline of a shape one way, of a hole in it the other.
function turnHoles(all) {
  const drawn = all.map(points);
  return all.map((o, i) => {
    const middle = drawn[i].map((p) => all.filter((_, j) => j !== i && contains(drawn[j], p)).length).sort((a, b) => a - b);
    const depth = middle[Math.floor(middle.length / 2)];
    return area(drawn[i]) > 0 === (depth % 2 === 0) ? o : turned(o);
  });
}

const digits = Number(box.split(" ")[2]) > 100 ? 1 : 3;
const say = (p) => p.map((n) => Number(n.toFixed(digits))).join(" ");
const paths = [...svg.matchAll(/<(path|rect|circle)\b[^>]*>/g)].map(([tag]) => {
  let all = outlines(shape(tag));
  if (attribute(tag, "fill-rule") === "evenodd") all = turnHoles(all);
  const d = all.map((o) => `M${say(o.start)}${o.steps.map((s) => (s.length === 1 ? "L" : "C") + s.map(say).join(" ")).join("")}Z`).join("");
  return `<path d="${d}" fill="currentColor"/>\n`;
});
writeFileSync(to, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">\n${paths.join("")}</svg>\n`);
