// The list of downloads under one button.
import { icon, make } from "./dom.js";

const ARROW = "M8 2v8m0 0 3.2-3.2M8 10 4.8 6.8M2.5 13.5h11";

// items: [{label, note, href}, {label, note, run} or {heading}]
export function menu(items) {
  const list = make("ul", {}, ...items.map((item) => make("li", {}, entry(item))));
  const summary = make("summary", { title: "Tải về" }, icon(ARROW), make("span", { class: "dx-word" }, "Tải về"));
  const details = panel(summary, list);
  list.addEventListener("click", () => (details.open = false));
  return details;
}

// What opens under a button, and closes by Escape, by leaving it, by a click elsewhere.
export function panel(summary, inside) {
  const details = make("details", { class: "dx-menu" }, summary, inside);
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    summary.focus();
  });
  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !details.contains(event.relatedTarget)) details.open = false;
  });
  details.addEventListener("toggle", () => {
    const away = (event) => details.contains(event.target) || (details.open = false);
    if (details.open) {
      document.addEventListener("pointerdown", away);
      details.dxAway = away;
    } else document.removeEventListener("pointerdown", details.dxAway);
  });
  return details;
}

function entry({ heading, label, note, href, run }) {
  if (heading) return make("b", {}, heading);
  const words = [make("span", {}, label), make("small", {}, note)];
  return href ? make("a", { href, download: true }, ...words) : make("button", { type: "button", onclick: run }, ...words);
}
