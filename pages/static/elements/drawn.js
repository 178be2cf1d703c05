// HTML or SVG made and escaped by the server; whatever bears `data-code` leads to a unit.
import { follow, go } from "./links.js";

const shown = new WeakMap();

export default function ({ parentElement, data, setTriggerValue }) {
  const place = parentElement.querySelector(".dx-drawn");
  show(place, data.html, (code) => setTriggerValue("picked", code), data.link);
}

export function show(place, html, pick, link) {
  const known = shown.get(place);
  if (!known) listen(place);
  if (known?.html !== html) {
    const focused = place.contains(document.activeElement) && document.activeElement.closest("[data-code]")?.dataset.code;
    place.innerHTML = html;
    reachable(place);
    if (focused) place.querySelector(`[data-code="${CSS.escape(focused)}"]`)?.focus();
  }
  shown.set(place, { html, pick, link });
}

function reachable(place) {
  const link = place.querySelectorAll("[data-code]:not(a):not(button)");
  for (const element of link) {
    if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "0");
    if (!element.hasAttribute("role") && !["TD", "TH", "TR"].includes(element.tagName)) element.setAttribute("role", "button");
  }
}

function listen(place) {
  const chosen = (event) => {
    const element = event.target.closest("[data-code]");
    if (!element || (event.target.closest("a[href]") ?? element) !== element || element.matches("a[href]")) return;
    const { pick, link } = shown.get(place);
    event.preventDefault();
    if (link) go(link.replaceAll("{code}", encodeURIComponent(element.dataset.code)));
    else pick(element.dataset.code);
  };
  place.addEventListener("click", chosen);
  place.addEventListener("keydown", (event) => {
    const native = event.target.closest("button, a[href]");
    if (!native && (event.key === "Enter" || event.key === " ")) chosen(event);
  });
  follow(place);
}
