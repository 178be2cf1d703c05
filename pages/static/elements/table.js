// The twin of a picture: the same figures as a table.
import { make } from "./dom.js";

// table: {columns: [{name, number}], head, rows: [[text, …]], codes: [code or null]}
// `head` is the column that names the row.
export function fill(place, table, title, link) {
  const head = make("tr", {}, ...table.columns.map((column) => make("th", { scope: "col", class: column.number && "dx-number" }, column.name)));
  const rows = table.rows.map((cells, at) =>
    make("tr", {}, ...cells.map((text, nth) => cell(table, at, nth, text, link))),
  );
  place.replaceChildren(
    make("table", {}, make("caption", {}, title), make("thead", {}, head), make("tbody", {}, ...rows)),
  );
}

function cell(table, at, nth, text, link) {
  const isHead = nth === table.head;
  const code = isHead ? table.codes[at] : null;
  const attributes = { class: table.columns[nth].number && "dx-number", scope: isHead && "row" };
  return make(isHead ? "th" : "td", attributes, code && link ? way(code, text, link) : text);
}

function way(code, text, link) {
  return make("a", { href: link.replaceAll("{code}", encodeURIComponent(code)), target: "_self" }, text);
}
