// Chia sẻ: the address of what is on the screen, everything written out; a short one with its QR code.
import { icon, make, told } from "./dom.js";
import { panel } from "./menu.js";

const ARROW = "M6 9.5 13 2.8M13 7V2.8H8.8M11.5 9.5v3.7H2.8V4.5h3.7";
const BASE = new URL("../../../../", import.meta.url); // this server, perhaps below a folder
const built = new WeakMap();

export default function ({ parentElement, data: sent }) {
  const place = parentElement.querySelector(".dx-share");
  const data = told(sent);
  const parts = built.get(place) ?? build(place, data);
  built.set(place, parts);
  parts.data = data;
}

function build(place, data) {
  const parts = { data };
  parts.link = make("input", { type: "text", readonly: true, "aria-label": "Đường dẫn đúng màn hình này" });
  parts.until = make("select", { "aria-label": "Hạn dùng" }, ...data.days.map(([days, words]) => make("option", { value: String(days) }, words)));
  parts.said = make("div", { class: "dx-share-said", role: "status" });
  const inside = make(
    "div",
    { class: "dx-share-panel" },
    make("p", {}, "Ai mở đường dẫn này cũng thấy đúng những số đang hiện, kể cả khi đã có số mới hơn."),
    make("div", { class: "dx-share-row" }, parts.link, make("button", { type: "button", onclick: () => copy(parts, parts.link.value) }, "Chép")),
    make("div", { class: "dx-share-row" }, parts.until, make("button", { type: "button", onclick: () => shorten(parts) }, "Tạo đường dẫn ngắn, mã QR")),
    parts.said,
    make("p", {}, make("a", { href: "/chia-se", target: "_self" }, "Các đường dẫn đã tạo")),
  );
  const summary = make("summary", { title: "Chia sẻ" }, icon(ARROW), make("span", { class: "dx-word" }, "Chia sẻ"));
  const details = panel(summary, inside);
  details.addEventListener("toggle", () => {
    if (!details.open) return;
    parts.link.value = whole(parts.data.release);
    parts.said.replaceChildren();
  });
  place.classList.add("dx-actions");
  place.append(details);
  return parts;
}

function whole(release) {
  const here = new URL(location.href);
  here.searchParams.set("ban", release);
  return here.href;
}

async function copy(parts, text) {
  try {
    await navigator.clipboard.writeText(text);
    note(parts, "Đã chép.");
  } catch {
    parts.link.select(); // without TLS browsers keep the clipboard to themselves
    note(parts, "Trình duyệt không cho chép. Nhấn Ctrl+C khi ô trên đang được chọn.");
  }
}

function note(parts, words) {
  parts.said.querySelector(".dx-share-note")?.remove();
  parts.said.append(make("p", { class: "dx-share-note" }, words));
}

async function shorten(parts) {
  const here = new URL(whole(parts.data.release));
  parts.said.replaceChildren();
  try {
    const answer = await fetch(new URL("chia-se/tao", BASE), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ dia_chi: `/${here.pathname.slice(BASE.pathname.length)}${here.search}`, ngay: Number(parts.until.value) }),
    });
    const told = await answer.json();
    if (!answer.ok) return note(parts, told.loi);
    short(parts, new URL(told.duong_dan.slice(1), BASE).href);
  } catch {
    note(parts, "Không tạo được: mạng gián đoạn. Đường dẫn dài ở trên vẫn dùng được.");
  }
}

function short(parts, address) {
  const shown = make("input", { type: "text", readonly: true, value: address, "aria-label": "Đường dẫn ngắn" });
  parts.said.replaceChildren(
    make("div", { class: "dx-share-row" }, shown, make("button", { type: "button", onclick: () => copy(parts, address) }, "Chép")),
    make("img", { src: `${address}/qr.svg`, alt: "Mã QR mở bản nhẹ của màn hình này", width: "180", height: "180" }),
    make("p", {}, make("a", { href: `${address}/qr.png`, download: true }, "Tải mã QR"), " · ", make("a", { href: `${address}/xem`, target: "_blank", rel: "noopener" }, "Mở bản nhẹ")),
  );
}
