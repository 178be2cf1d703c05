// A picture to paste into a report: title above, caption below, our own type inside.
import { layoutOf, library } from "./plot.js";

const WIDTH = 1000;
const EDGE = 40;
const SCALE = 2;
const SVG = "http://www.w3.org/2000/svg";
const TITLE = { size: 24, line: 32, weight: 600, colour: "#1B2733" };
const SMALL = { size: 14, line: 21, weight: 400, colour: "#5B6875" };

export async function save(data, place) {
  const inner = data.figure ? await plotted(data) : drawn(place);
  const title = wrapped(data.title, TITLE);
  const caption = wrapped([data.caption, ...data.notes].join(" "), SMALL);
  const top = EDGE + title.length * TITLE.line + 12;
  const bottom = top + inner.height + 16;
  const height = bottom + caption.length * SMALL.line + EDGE;
  const svg = `<svg xmlns="${SVG}" width="${WIDTH + 2 * EDGE}" height="${height}"><style>${await style()}</style>
    <rect width="100%" height="100%" fill="#fff"/>${lines(title, TITLE, EDGE)}
    <g transform="translate(${EDGE},${top})">${inner.markup}</g>${lines(caption, SMALL, bottom)}</svg>`;
  const blob = await raster(svg, WIDTH + 2 * EDGE, height);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${data.name}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function plotted(data) {
  const Plotly = await library();
  const height = Math.max(data.height, 320);
  const layout = { ...structuredClone(layoutOf(data.figure, height)), autosize: false, width: WIDTH };
  const address = await Plotly.toImage({ data: structuredClone(data.figure.data), layout }, { format: "svg", width: WIDTH, height });
  return { height, markup: decodeURIComponent(address.slice(address.indexOf(",") + 1)) };
}

function drawn(place) {
  const copy = place.cloneNode(true);
  copy.style.cssText = `position:absolute;left:-9999px;width:${WIDTH}px;font-family:'Be Vietnam Pro'`;
  document.body.append(copy);
  const height = Math.ceil(copy.getBoundingClientRect().height) + 4;
  copy.remove();
  copy.style.cssText = "font-family:'Be Vietnam Pro',sans-serif;color:#1B2733;line-height:1.5";
  const markup = `<foreignObject width="${WIDTH}" height="${height}">${new XMLSerializer().serializeToString(copy)}</foreignObject>`;
  return { height, markup };
}

function wrapped(text, kind) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${kind.weight} ${kind.size}px "Be Vietnam Pro"`;
  const rows = [""];
  for (const word of text.split(/\s+/)) {
    const longer = rows.at(-1) ? `${rows.at(-1)} ${word}` : word;
    if (rows.at(-1) && pen.measureText(longer).width > WIDTH) rows.push(word);
    else rows[rows.length - 1] = longer;
  }
  return rows;
}

function lines(rows, kind, top) {
  const text = document.createElementNS(SVG, "text");
  text.setAttribute("font-size", kind.size);
  text.setAttribute("font-weight", kind.weight);
  text.setAttribute("fill", kind.colour);
  text.setAttribute("font-family", "Be Vietnam Pro, sans-serif");
  rows.forEach((row, at) => {
    const span = document.createElementNS(SVG, "tspan");
    span.setAttribute("x", EDGE);
    span.setAttribute("y", top + at * kind.line + kind.size);
    span.textContent = row;
    text.append(span);
  });
  return new XMLSerializer().serializeToString(text);
}

// An SVG in an image may fetch nothing: its styles and fonts travel inside it.
let travelling;
function style() {
  travelling ??= (async () => {
    const ours = [...document.querySelectorAll('link[rel="stylesheet"][href*="app/static/"]')];
    const sheets = await Promise.all(ours.map(async (link) => (await fetch(link.href)).text()));
    let css = sheets.join("\n");
    for (const [whole, name] of [...css.matchAll(/url\("(fonts\/[^"]+)"\)/g)]) {
      const bytes = await (await fetch(new URL(`../${name}`, import.meta.url))).blob();
      css = css.replace(whole, `url("${await inlined(bytes)}")`);
    }
    return css.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  })();
  return travelling;
}

function inlined(blob) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.replace(/^data:[^;]*/, "data:font/woff2"));
    reader.readAsDataURL(blob);
  });
}

async function raster(svg, width, height) {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  await new Promise((resolve) => setTimeout(resolve, 100)); // its fonts arrive a moment after it
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("png"))), "image/png"));
}
