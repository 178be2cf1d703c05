// The page that the server drew stands until Streamlit has drawn the same one beneath it.
(() => {
  const first = document.getElementById("dx-first");
  const root = document.getElementById("root");
  if (!first || !root) return;
  const PATIENCE = { "lacks parts": 20000, "lacks pictures": 1500 }; // ms that a finished page is given for the rest
  let done = 0;

  // One page at a time for the keyboard and for those who hear it.
  root.inert = true;
  root.setAttribute("aria-hidden", "true");

  const main = () => root.querySelector('[data-testid="stMain"]');
  const waiting = () => [...root.querySelectorAll("figure.dx-exhibit")].filter((figure) => !figure.querySelector("h2")?.textContent || figure.querySelector(".dx-waits"));

  function state() {
    const app = root.querySelector('[data-testid="stApp"]')?.dataset ?? {};
    const body = root.querySelector('[data-testid="stMainBlockContainer"]');
    if (root.querySelector('[data-testid="stException"]')) return "whole";
    const idle = app.testScriptState === "notRunning" && app.testConnectionState === "CONNECTED";
    if (!idle || !body?.querySelector("h1, .dx-exhibit") || root.querySelector("[data-testid^='stSkeleton'], [data-stale='true']")) return "begun";
    const parts = "figure.dx-exhibit, .dx-drawn > *";
    const drawn = first.querySelectorAll(".dx-exhibit, .dx-drawn > *").length;
    if (drawn > root.querySelectorAll(parts).length) return "lacks parts";
    return waiting().length ? "lacks pictures" : "whole";
  }

  function look() {
    const now = state();
    if (now === "begun") done = 0;
    else done ||= performance.now();
    if (now === "whole" || (done && performance.now() - done > PATIENCE[now])) hand();
  }

  function hand() {
    clearInterval(watching);
    removeEventListener("popstate", hand);
    for (const figure of waiting()) lend(figure);
    open();
    const at = first.scrollTop;
    const had = first.contains(document.activeElement);
    root.inert = false;
    root.removeAttribute("aria-hidden");
    first.remove();
    const place = main();
    if (!place) return;
    place.scrollTop = at;
    if (had) place.focus({ preventScroll: true });
  }

  // What a reader has opened meanwhile stays open: the first, second … of those that say the same.
  function open() {
    const said = (details) => details.querySelector("summary")?.textContent.trim();
    const alike = (within, words) => [...within.querySelectorAll("details")].filter((details) => said(details) === words);
    for (const opened of first.querySelectorAll("details[open]")) {
      const words = said(opened);
      const same = alike(root, words)[alike(first, words).indexOf(opened)];
      if (same) same.open = true;
    }
  }

  // A picture whose library is still on its way is shown as it was drawn, until it can be.
  function lend(figure) {
    const still = first.querySelector(`[data-name="${CSS.escape(figure.id.replace(/^hinh-/, ""))}"] .dx-still`);
    if (still) figure.querySelector(".dx-picture.dx-waits")?.append(still);
  }

  const watching = setInterval(look, 40);
  addEventListener("popstate", hand); // another address than the one that was drawn
})();
