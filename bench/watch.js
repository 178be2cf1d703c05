// Runs in every page before the page's own scripts and finds out when it has become interactive:
// in the first frame in which every picture is drawn, no script runs on the server and the session
// is connected, and after which no picture changes for QUIET ms. Times are ms since navigation began.
(() => {
  if (window !== window.top) return;
  const QUIET = 500;
  const PICTURES = "figure.dx-exhibit, [data-testid='stPlotlyChart']";
  const FIRST_VIEW = "#dx-first";
  const FAILED = ".dx-failed, [data-testid='stException']";
  let changed = false;

  new MutationObserver((changes) => {
    changed ||= changes.some(({ target, addedNodes }) => isIn(target) || [...addedNodes].some(holds));
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

  function isIn(node) {
    return Boolean((node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(PICTURES));
  }

  function holds(node) {
    return node.nodeType === Node.ELEMENT_NODE && (node.matches(PICTURES) || node.querySelector(PICTURES) !== null);
  }

  function isDrawn(picture) {
    if (!picture.matches("figure")) return picture.querySelector(".main-svg") !== null;
    return Boolean(picture.querySelector(":is(h2, h3, h4)")?.textContent) && picture.querySelector(".dx-waits") === null;
  }

  function look() {
    const app = document.querySelector("[data-testid='stApp']")?.dataset ?? {};
    const pictures = [...document.querySelectorAll(PICTURES)];
    const drawn = pictures.filter(isDrawn).length;
    const skeletons = document.querySelectorAll("[data-testid^='stSkeleton']").length;
    const isIdle = document.body?.dataset.still !== undefined || (app.testScriptState === "notRunning" && app.testConnectionState === "CONNECTED" && !document.querySelector(FIRST_VIEW));
    const done = isIdle && drawn > 0 && drawn === pictures.length && skeletons === 0;
    // What the server drew is seen before anything runs.
    const seen = drawn || document.querySelectorAll(`${FIRST_VIEW} .dx-picture :is(svg, table)`).length;
    return { done, seen, drawn, pictures: pictures.length, skeletons, script: app.testScriptState };
  }

  // {interactive, first, pictures}: `first` is the first frame with a picture in it.
  function settled(since) {
    return new Promise((resolve, reject) => {
      let [at, first, wasDone, touched] = [since, null, false, since === 0];
      const frame = () => {
        const now = performance.now();
        const seen = look();
        if (changed || !seen.done || !wasDone) at = now;
        touched ||= changed;
        first ??= seen.seen && touched ? now : null;
        [changed, wasDone] = [false, seen.done];
        if (document.querySelector(FAILED)) return reject(new Error("the page shows a failure"));
        if (seen.done && touched && now - at > QUIET) {
          return resolve({ interactive: at - since, first: first - since, pictures: seen.pictures });
        }
        if (now - since > window.benchLimit) return reject(new Error(`not interactive: ${JSON.stringify(seen)}`));
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
  }

  window.bench = { opened: settled(0) };
  window.bench.opened.catch(() => {}); // read later, by whoever measures
  // A choice counts from the key that makes it.
  window.bench.arm = () => {
    window.bench.changed = new Promise((resolve, reject) => {
      const start = (event) => {
        if (event.key !== "Enter") return;
        window.removeEventListener("keydown", start, true);
        changed = false;
        settled(event.timeStamp).then(resolve, reject);
      };
      window.addEventListener("keydown", start, true);
    });
    window.bench.changed.catch(() => {});
  };
})();
