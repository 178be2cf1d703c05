// A commune chosen by typing: its name without marks, its code, its province. The server knows them all, here are only a few.
import { make, told } from "./dom.js";
import { go } from "./links.js";

const BASE = new URL("../../../../", import.meta.url); // this server, perhaps below a folder
const PAUSE = 120; // milliseconds without a key before the server is asked
const built = new WeakMap();
let made = 0;

export default function ({ parentElement, data: sent, setTriggerValue }) {
  const place = parentElement.querySelector(".dx-finder");
  const parts = built.get(place) ?? build(place);
  built.set(place, parts);
  parts.data = told(sent);
  parts.send = (codes) => setTriggerValue("picked", codes.join(","));
  fill(parts);
}

function build(place) {
  const id = `dx-finder-${++made}`;
  const parts = { list: make("ul", { role: "listbox", id: `${id}-list`, hidden: true }), at: -1, asked: 0 };
  parts.label = make("label", { for: id });
  parts.input = make("input", { id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list` });
  parts.chips = make("span", { class: "dx-finder-chips" });
  parts.said = make("span", { class: "dx-finder-said", role: "status" });
  parts.input.addEventListener("focus", () => parts.input.select());
  parts.input.addEventListener("click", () => ask(parts, ""));
  parts.input.addEventListener("input", () => ask(parts, parts.input.value));
  parts.input.addEventListener("keydown", (event) => key(parts, event));
  parts.input.addEventListener("blur", () => close(parts));
  parts.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  place.append(parts.label, make("div", { class: "dx-finder-box" }, parts.chips, parts.input, parts.list), parts.said);
  return parts;
}

function fill(parts) {
  const { data, input } = parts;
  parts.label.textContent = data.label;
  input.placeholder = data.placeholder;
  const many = data.most > 1;
  parts.chips.replaceChildren(...(many ? data.chosen.map(([code, name]) => chip(parts, code, name)) : []));
  input.disabled = many && data.chosen.length >= data.most;
  if (parts.list.hidden) input.value = many ? "" : (data.chosen[0]?.[1] ?? "");
}

function chip(parts, code, name) {
  const others = () => parts.data.chosen.map(([each]) => each).filter((each) => each !== code);
  return make("button", { type: "button", title: `Bỏ ${name}`, "aria-label": `Bỏ ${name}`, onclick: () => take(parts, others()) }, name, make("span", { "aria-hidden": "true" }, " ×"));
}

function ask(parts, typed) {
  clearTimeout(parts.waits);
  parts.waits = setTimeout(() => search(parts, typed), typed ? PAUSE : 0);
}

async function search(parts, typed) {
  const number = ++parts.asked;
  const address = new URL(parts.data.address, BASE);
  address.searchParams.set("q", typed);
  try {
    const answer = await fetch(address);
    const { places, more } = await answer.json();
    if (number === parts.asked && document.activeElement === parts.input) open(parts, places, more, typed);
  } catch {
    parts.said.textContent = "Chưa tìm được: mạng gián đoạn.";
  }
}

function open(parts, places, more, typed) {
  const { data, list, input } = parts;
  const taken = new Set(data.most > 1 ? data.chosen.map(([code]) => code) : []);
  const offered = [...(data.all && !typed ? [{ code: data.all[0], name: data.all[1] }] : []), ...places.filter(({ code }) => !taken.has(code))];
  parts.at = typed && offered.length ? 0 : -1;
  list.replaceChildren(...offered.map((place, at) => option(parts, place, at)));
  if (more) list.append(make("li", { class: "dx-finder-note", role: "presentation" }, "Gõ thêm tên, mã hoặc tỉnh để thu hẹp."));
  if (!offered.length) list.append(make("li", { class: "dx-finder-note", role: "presentation" }, "Không có nơi nào như vậy."));
  parts.said.textContent = offered.length ? `${offered.length}${more ? " nơi đầu tiên" : " nơi"}` : "Không có nơi nào như vậy.";
  list.hidden = false;
  input.setAttribute("aria-expanded", "true");
  list.style.left = "";
  const beyond = list.getBoundingClientRect().right + 12 - document.documentElement.clientWidth;
  if (beyond > 0) list.style.left = `${-1 - beyond}px`; // of a box at the right edge of a phone
  mark(parts);
}

function option(parts, { code, name, above }, at) {
  const words = [make("span", {}, name), ...(code && above !== undefined ? [make("small", {}, above ? `${above} · ${code}` : code)] : [])];
  return make("li", { role: "option", id: `${parts.list.id}-${at}`, "data-code": code, onclick: () => pick(parts, code) }, ...words);
}

function mark(parts) {
  const options = [...parts.list.querySelectorAll("[role=option]")];
  options.forEach((each, at) => each.setAttribute("aria-selected", String(at === parts.at)));
  const here = options[parts.at];
  if (here) parts.input.setAttribute("aria-activedescendant", here.id);
  else parts.input.removeAttribute("aria-activedescendant");
  here?.scrollIntoView({ block: "nearest" });
}

function key(parts, event) {
  const options = parts.list.querySelectorAll("[role=option]");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (parts.list.hidden) return ask(parts, "");
    const step = event.key === "ArrowDown" ? 1 : -1;
    parts.at = (parts.at + step + options.length) % Math.max(1, options.length);
    mark(parts);
  } else if (event.key === "Enter" && !parts.list.hidden && options[parts.at]) {
    event.preventDefault();
    pick(parts, options[parts.at].dataset.code);
  } else if (event.key === "Escape") close(parts);
  else if (event.key === "Backspace" && !parts.input.value && parts.data.most > 1 && parts.data.chosen.length) take(parts, parts.data.chosen.map(([code]) => code).slice(0, -1));
}

function close(parts) {
  parts.asked += 1; // what is still on its way comes too late
  clearTimeout(parts.waits);
  parts.list.hidden = true;
  parts.said.textContent = "";
  parts.input.setAttribute("aria-expanded", "false");
  parts.input.removeAttribute("aria-activedescendant");
  fill(parts);
}

function pick(parts, code) {
  const { data } = parts;
  if (data.most === 1) data.chosen = [[code, parts.list.querySelector(`[data-code="${CSS.escape(code)}"] span`).textContent]];
  close(parts);
  take(parts, data.most > 1 ? [...data.chosen.map(([each]) => each), code] : [code]);
}

// A choice that lives in the address changes it; any other is told to the page.
function take(parts, codes) {
  const { parameter } = parts.data;
  if (!parameter) return parts.send(codes);
  const here = new URL(location.href);
  here.searchParams.set(parameter, codes.join(","));
  go(here.pathname + here.search);
}
