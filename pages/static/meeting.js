// Meeting mode: keys, clicker and swipes turn slides in place; others follow the presenter, or walk on their own.
// The same script runs in the offline file, where slides stand in <template> elements and nobody is followed.
"use strict";
(() => {
  const page = document.body.dataset;
  const count = Number(page.count), base = page.base || "", query = page.query || "";
  const get = (id) => document.getElementById(id);
  const stage = get("mt-stage"), blank = get("mt-blank"), help = get("mt-help"), tip = get("mt-tip");
  const follow = get("mt-follow"), present = get("mt-present"), clock = get("mt-clock");
  const kept = new Map();
  const mine = sessionStorage.getItem("dx-man") || Array.from(crypto.getRandomValues(new Uint32Array(3)), (n) => n.toString(36)).join("");
  let number = Number(stage.querySelector(".mt-slide").dataset.number);
  let following = false, own = false, live = false, release = null;
  let aim = number; // where the hand already is, while a slide is still on its way
  let began = Date.now(), since = Date.now();

  // Slides.
  const address = (n) => `${base}/${n}${query ? `?${query}` : ""}`;
  async function html(n, fresh) {
    const inside = document.querySelector(`template[data-slide="${n}"]`);
    if (inside) return inside.innerHTML;
    if (fresh || !kept.has(n)) {
      const answer = await fetch(`${base}/${n}?${query ? `${query}&` : ""}manh=1`, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText); // a session that ended leads elsewhere
      kept.set(n, await answer.text());
    }
    return kept.get(n);
  }
  async function turn(to, { fresh = false, told = true } = {}) {
    if (to < 1 || to > count || (to === aim && !fresh)) return;
    aim = to;
    let next;
    try { next = await html(to, fresh); } catch { if (base && to !== number) location.href = address(to); return; }
    if (to !== aim) return; // somebody pressed on meanwhile
    if (to !== number) since = Date.now();
    number = to;
    stage.innerHTML = next;
    tip.hidden = true;
    get("mt-number").textContent = to;
    mark("mt-before", to - 1, to === 1);
    mark("mt-after", to + 1, to === count);
    if (base) history.replaceState(null, "", address(to));
    document.title = `${stage.querySelector("h1").textContent} · ${to}/${count}`;
    fit();
    if (told) stage.focus({ preventScroll: true });
    scrollTo(0, 0);
    if (own) tell();
    ahead();
  }
  function fit() { // words as large as the slide has room for
    for (const own of stage.querySelectorAll(".mt-fit")) {
      const room = own.parentElement.clientHeight;
      for (let size = 2.4; size >= 0.8; size -= 0.1) {
        own.style.setProperty("--fit", size.toFixed(1));
        if (own.scrollHeight <= room && own.scrollWidth <= own.clientWidth + 1) break;
      }
    }
  }
  function mark(id, to, off) {
    const way = get(id);
    if (base) way.href = address(Math.min(Math.max(to, 1), count));
    off ? way.setAttribute("aria-disabled", "true") : way.removeAttribute("aria-disabled");
  }
  const ahead = () => { if (base) for (const n of [number + 1, number - 1]) if (n >= 1 && n <= count) html(n).catch(() => {}); };
  function walk(to) { // by the reader's own hand
    if (following && to !== aim) setFollowing(false);
    turn(Math.min(Math.max(to, 1), count));
  }

  // What keys, clicker, swipes and buttons do.
  function dark(on) { blank.hidden = !on; if (own) tell(); }
  function table() {
    const own = stage.querySelector(".mt-table");
    if (own) own.open = !own.open;
    tip.hidden = true;
    if (own?.open) own.querySelector(".dx-table").focus();
  }
  const full = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.());
  const KEYS = {
    ArrowRight: () => walk(aim + 1), ArrowDown: () => walk(aim + 1), PageDown: () => walk(aim + 1), " ": () => walk(aim + 1),
    ArrowLeft: () => walk(aim - 1), ArrowUp: () => walk(aim - 1), PageUp: () => walk(aim - 1),
    Home: () => walk(1), End: () => walk(count), b: () => dark(blank.hidden), ".": () => dark(blank.hidden),
    t: table, f: full, "?": () => help.showModal(), F1: () => help.showModal(),
    Escape: () => { if (!blank.hidden) dark(false); const own = stage.querySelector(".mt-table"); if (own) own.open = false; },
  };
  addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    const pressing = event.key === " " && event.target.closest("button, a, summary");
    const scrolling = event.key.startsWith("Arrow") && event.target.closest(".dx-table");
    if (typing || pressing || scrolling || help.open || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    if (!blank.hidden && event.key !== "Escape" && act !== KEYS.b && act !== KEYS["."]) blank.hidden = true;
    act();
  });
  let touch = null;
  addEventListener("touchstart", (event) => {
    const inside = event.target.closest(".dx-table, .scroll, input, textarea, select");
    touch = event.touches.length === 1 && !inside ? event.touches[0] : null;
  }, { passive: true });
  addEventListener("touchend", (event) => {
    if (!touch) return;
    const across = event.changedTouches[0].clientX - touch.clientX, down = event.changedTouches[0].clientY - touch.clientY;
    if (Math.abs(across) > 60 && Math.abs(across) > 2 * Math.abs(down)) walk(aim + (across < 0 ? 1 : -1));
    touch = null;
  }, { passive: true });
  for (const [id, step] of [["mt-before", -1], ["mt-after", 1]])
    get(id).addEventListener("click", (event) => { event.preventDefault(); walk(aim + step); });
  for (const [id, act] of [["mt-table", table], ["mt-full", full], ["mt-help-on", () => help.showModal()]]) {
    get(id).hidden = false;
    get(id).addEventListener("click", act);
  }
  blank.addEventListener("click", () => dark(false));

  // What a mark says when pointed at or touched.
  function point(event) {
    const at = event.target.closest?.("[data-told], .mt-body svg g");
    const said = at && (at.dataset.told || [...at.children].find((own) => own.tagName === "title")?.textContent);
    tip.hidden = !said;
    if (!said) return;
    tip.textContent = said;
    tip.style.left = `${Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8)}px`;
    tip.style.top = `${Math.min(event.clientY + 14, innerHeight - tip.offsetHeight - 8)}px`;
  }
  stage.addEventListener("pointermove", point);
  stage.addEventListener("pointerdown", point);
  stage.addEventListener("pointerleave", () => { tip.hidden = true; });

  // Minutes used and left.
  const said = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, "0")}`;
  function tick() {
    const slide = stage.querySelector(".mt-slide"), minutes = Number(slide.dataset.minutes);
    const used = (Date.now() - since) / 1000, whole = Math.round(Number(page.minutes) - (Date.now() - began) / 60000);
    const left = whole >= 0 ? `còn ${whole} phút cả buổi` : `quá ${-whole} phút cả buổi`;
    clock.textContent = innerWidth > 760 ? `${said(used)} / ${minutes} phút · ${left}` : `${said(used)} / ${minutes} phút`;
    clock.classList.toggle("over", used > 60 * minutes || whole < 0);
    clock.hidden = false;
  }
  setInterval(tick, 1000);
  tick();
  fit();
  addEventListener("resize", fit);
  document.fonts?.ready.then(fit);
  ahead();

  // The presenter and whoever follows.
  if (!page.follow) return;
  const remembered = `dx-theo-${base}`, presented = `dx-trinh-bay-${base}`;
  sessionStorage.setItem("dx-man", mine);
  function setFollowing(on) {
    following = on;
    sessionStorage.setItem(remembered, on ? "1" : "0");
    follow.setAttribute("aria-pressed", on);
    if (on) look();
  }
  function setOwn(on) {
    own = on;
    sessionStorage.setItem(presented, on ? "1" : "0"); // what is agreed is sent by a form, which loads the page anew
    present?.setAttribute("aria-pressed", on);
    follow.hidden = on || !live;
  }
  async function tell(more = {}) {
    const fields = { bieu_mau: page.token, phan: number, man: mine, den: blank.hidden ? "" : "1", ...more };
    try {
      const answer = await fetch(page.follow, { method: "POST", body: new URLSearchParams(fields), credentials: "same-origin" });
      if (answer.ok) return took(await answer.json());
      if ([403, 404, 409].includes(answer.status)) setOwn(false);
    } catch { /* the network is away for a moment: the next word comes in seconds */ }
  }
  function took(state) {
    live = state.live;
    if (live) [began, since] = own || following ? [Date.now() - 1000 * state.began, Date.now() - 1000 * state.since] : [began, since];
    follow.hidden = own || !live;
    if (own && state.holder && state.holder !== mine) setOwn(false); // another page took over
    if (release !== null && state.release !== release) { kept.clear(); refresh(); }
    release = state.release;
  }
  function refresh() { // something was agreed: not under the hands of who is typing
    const typing = stage.querySelector(".mt-form :is(input, textarea):focus");
    if (!typing && stage.querySelector(".mt-decisions")) turn(aim, { fresh: true, told: false });
  }
  async function look() {
    try {
      const answer = await fetch(page.follow, { credentials: "same-origin", cache: "no-store" });
      const state = await answer.json();
      if (!answer.ok) return;
      const first = release === null;
      if (first && state.live && sessionStorage.getItem(remembered) !== "0" && !own) setTimeout(() => setFollowing(true));
      took(state);
      if (following && !own && state.live) {
        blank.hidden = !state.blank;
        if (state.slide !== aim) turn(state.slide, { told: false });
      }
    } catch { /* asked again in a moment */ }
  }
  follow.addEventListener("click", () => setFollowing(!following));
  if (present) {
    present.hidden = false;
    present.addEventListener("click", () => {
      setOwn(!own);
      if (own) { following = false; tell({ nhan: "1" }); } else tell({ thoi: "1" });
    });
    setInterval(() => { if (own) tell(); }, 15000);
    if (sessionStorage.getItem(presented) === "1") { setOwn(true); tell(); }
  }
  setInterval(() => { if (!own && (!document.hidden || following)) look(); }, 1500);
  look();
})();
