// HTML or SVG made and escaped by the server; whatever bears `data-code` leads to a unit.
import { told } from "./dom.js";
import { follow, go } from "./links.js";

const shown = new WeakMap();

export default function ({ parentElement, data }) {
  const { html, link } = told(data);
  show(parentElement.querySelector(".dx-drawn"), html, link);
}

// `link` is the address of a unit, `cells` that of cells that lost points: commune and criterion are put into it.
export function show(place, html, link, cells) {
  const known = shown.get(place);
  if (!known) listen(place);
  if (known?.html !== html) {
    const focused = place.contains(document.activeElement) && document.activeElement.closest("[data-code]")?.dataset.code;
    place.innerHTML = html;
    if (link) reachable(place);
    if (focused) place.querySelector(`[data-code="${CSS.escape(focused)}"]`)?.focus();
  }
  shown.set(place, { html, link, cells });
}

function reachable(place) {
  const tables = new Set();
  const link = place.querySelectorAll(":is([data-code], [data-level]):not(a):not(button)");
  for (const element of link) {
    if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", again(element, tables) ? "-1" : "0");
    if (!element.hasAttribute("role") && !["TD", "TH", "TR"].includes(element.tagName)) element.setAttribute("role", "button");
  }
}

// The cells of a table are one stop of the Tab key; arrows lead from one to the next.
function again(element, tables) {
  const table = element.dataset.criterion && element.closest("table");
  if (!table) return false;
  const had = tables.has(table);
  tables.add(table);
  return had;
}

const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

function step(event) {
  const here = event.target.closest("[data-criterion]");
  const [down, right] = STEPS[event.key] ?? [];
  if (!here || down === undefined) return;
  event.preventDefault();
  let cell = here.closest("td");
  const rows = [...cell.closest("tbody").rows];
  let row = rows.indexOf(cell.parentElement);
  let column = cell.cellIndex;
  do cell = rows[(row += down)]?.cells[(column += right)];
  while (cell && !cell.querySelector("[data-criterion]"));
  const next = cell?.querySelector("[data-criterion]");
  if (!next) return;
  here.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

// The same page among the units of one parent.
function stand(event, level) {
  const here = new URL(location.href);
  here.searchParams.set("cap", level);
  here.searchParams.set("xa", "tat-ca");
  event.preventDefault();
  go(here.pathname + here.search);
}

function listen(place) {
  const chosen = (event) => {
    const element = event.target.closest("[data-code], [data-level]");
    if (element?.dataset.level) return stand(event, element.dataset.level);
    if (!element || (event.target.closest("a[href]") ?? element) !== element || element.matches("a[href]")) return;
    const { link, cells } = shown.get(place);
    const { code, criterion } = element.dataset;
    event.preventDefault();
    if (criterion && cells) go(cells.replaceAll("{code}", encodeURIComponent(code)).replaceAll("{criterion}", encodeURIComponent(criterion)));
    else if (link) go(link.replaceAll("{code}", encodeURIComponent(code)));
  };
  place.addEventListener("click", chosen);
  place.addEventListener("keydown", (event) => {
    step(event);
    const native = event.target.closest("button, a[href]");
    if (!native && (event.key === "Enter" || event.key === " ")) chosen(event);
  });
  follow(place);
}
