// Charts in rows of columns, each with its words: title, picture, caption, table twin, downloads.
import { icon, make, told } from "./dom.js";
import { show } from "./drawn.js";
import { follow, go } from "./links.js";
import { menu } from "./menu.js";
import { clear, draw } from "./plot.js";
import { fill } from "./table.js";

const ROWS = "M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.2 6.3V13";
const built = new WeakMap();

export default function ({ parentElement, data }) {
  const grid = parentElement.querySelector(".dx-grid");
  const rows = told(data);
  const all = rows.flat().flatMap((column) => column.exhibits);
  const layout = JSON.stringify(rows.map((row) => row.map((column) => [column.share, column.exhibits.map((each) => each.key)])));
  if (grid.dxLayout !== layout) lay(grid, rows);
  grid.dxLayout = layout;
  const hosts = [...grid.querySelectorAll(".dx-exhibit")];
  all.forEach((each, at) => fresh(hosts[at], each));
  return () => leave(grid);
}

function lay(grid, rows) {
  leave(grid);
  const column = ({ share, exhibits }) => make("div", { class: "dx-column", style: `--share:${share}` }, ...exhibits.map(() => make("figure", { class: "dx-exhibit" })));
  grid.replaceChildren(...rows.map((row) => make("div", { class: "dx-row" }, ...row.map(column))));
}

function leave(grid) {
  for (const parts of [...grid.querySelectorAll(".dx-exhibit")].map((host) => built.get(host)).filter(Boolean)) {
    parts.said = ""; // to be drawn again, should Streamlit go on with what it left
    clear(parts.picture);
  }
}

// What has not changed is left as it is.
function fresh(host, data) {
  const parts = built.get(host) ?? build(host, data);
  const said = JSON.stringify(data);
  if (parts.said === said) return;
  Object.assign(parts, { data, said, pick: (code) => data.link && go(data.link.replaceAll("{code}", encodeURIComponent(code))) });
  built.set(host, parts);
  words(parts);
  picture(parts);
  if (!parts.table.hidden) twin(parts);
}

function build(host, data) {
  const id = `dx-${data.key}`;
  const parts = {
    host,
    title: make("h2", { id: `${id}-title` }),
    picture: make("div", { class: "dx-picture" }),
    table: make("div", { class: "dx-table", id: `${id}-table`, tabindex: "0", role: "region", "aria-label": "Bảng số liệu", hidden: true }),
    caption: make("figcaption"),
    actions: make("div", { class: "dx-actions" }),
  };
  parts.toggle = make("button", { type: "button", "aria-expanded": "false", "aria-controls": `${id}-table`, title: "Bảng số liệu", onclick: () => turn(parts) }, icon(ROWS), make("span", { class: "dx-word" }, "Bảng số liệu"));
  host.setAttribute("aria-labelledby", `${id}-title`);
  host.append(make("header", {}, parts.title, parts.actions), parts.picture, parts.table, parts.caption);
  follow(parts.table);
  return parts;
}

function words({ data, host, title, caption, actions, toggle }) {
  host.id = `hinh-${data.name}`;
  title.textContent = data.title;
  caption.replaceChildren(data.caption, ...data.notes.map((note) => make("p", {}, note)));
  const said = JSON.stringify([data.downloads, Boolean(data.figure)]);
  if (actions.dataset.said === said) return; // an open menu stays open while figures change
  actions.dataset.said = said;
  actions.replaceChildren(toggle, menu(data.downloads ? offered(data, host) : [{ label: "Ảnh biểu đồ", note: "PNG", run: () => picturing(host) }]));
}

function offered({ downloads, citation }, host) {
  const picture = downloads.png ? { label: "Ảnh biểu đồ", note: "PNG", href: downloads.png } : { label: "Ảnh biểu đồ", note: "PNG", run: () => picturing(host) };
  const items = [picture];
  if (downloads.svg) items.push({ label: "Ảnh phóng to được", note: "SVG", href: downloads.svg });
  items.push({ heading: "Số liệu đang xem" });
  items.push({ label: "Mở bằng Excel", note: "XLSX", href: downloads.xlsx }, { label: "Số liệu thô", note: "CSV", href: downloads.csv });
  if (downloads.all_csv) {
    items.push({ heading: "Toàn bộ: mọi kỳ, mọi đơn vị" });
    items.push({ label: "Mở bằng Excel", note: "XLSX", href: downloads.all_xlsx }, { label: "Số liệu thô", note: "CSV", href: downloads.all_csv });
  }
  if (citation) items.push({ label: "Chép câu trích dẫn", note: "", run: () => cite(citation, host) });
  return items;
}

async function cite(citation, host) {
  const here = new URL(location.href);
  here.searchParams.set("ban", built.get(host).data.release);
  const words = `${citation} ${here.href}`;
  let said = "Đã chép câu trích dẫn.";
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    said = words; // without TLS browsers keep the clipboard to themselves: to be copied by hand
  }
  host.querySelector(".dx-cited")?.remove();
  built.get(host).caption.append(make("p", { class: "dx-cited", role: "status" }, said));
}

function picture(parts) {
  const { data, picture: place } = parts;
  place.querySelector(".dx-still")?.remove(); // of other figures than these, perhaps
  const isImage = Boolean(data.figure) || !/data-code|<table|<a |<details/.test(data.drawing);
  place.setAttribute("role", isImage ? "img" : "group");
  place.setAttribute("aria-label", data.words);
  if (!data.figure) {
    clear(place);
    place.style.minHeight = "";
    place.classList.remove("dx-waits", "dx-picks");
    show(place, data.drawing, data.link, data.cells);
    return;
  }
  place.style.minHeight = `${data.height}px`;
  place.classList.toggle("dx-waits", !place.classList.contains("js-plotly-plot"));
  place.classList.toggle("dx-picks", Boolean(data.link) && data.figure.data.some((trace) => trace.customdata));
  draw(place, data.figure, data.height, parts.pick).catch(() => fail(parts));
}

function fail(parts) {
  parts.picture.classList.remove("dx-waits");
  parts.picture.style.minHeight = "";
  parts.picture.replaceChildren(make("p", { class: "dx-failed" }, "Không tải được biểu đồ. Số liệu có trong bảng dưới đây."));
  if (parts.table.hidden) turn(parts);
}

function turn(parts) {
  parts.table.hidden = !parts.table.hidden;
  parts.toggle.setAttribute("aria-expanded", String(!parts.table.hidden));
  if (!parts.table.hidden) twin(parts);
}

function twin({ data, table }) {
  fill(table, data.table, data.title, data.link);
}

async function picturing(host) {
  const { data, picture: place } = built.get(host);
  try {
    const { save } = await import("./image.js");
    await save(data, place);
  } catch {
    place.after(make("p", { class: "dx-failed", role: "alert" }, "Trình duyệt này không lưu được ảnh. Hãy chụp màn hình hoặc tải bảng số liệu."));
  }
}
