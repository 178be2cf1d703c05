// A proxy may keep the pages below a folder: addresses that begin with "/" then mean that folder.
(() => {
  const own = new URL(document.currentScript.src).pathname;
  const prefix = own.slice(0, own.indexOf("/app/static/"));
  if (!prefix) return;

  function below(address) {
    const ours = typeof address === "string" && /^\/(?!\/)/.test(address);
    return !ours || address === prefix || address.startsWith(`${prefix}/`) ? address : prefix + address;
  }

  for (const name of ["pushState", "replaceState"]) {
    const move = history[name].bind(history);
    history[name] = (state, title, address) => move(state, title, below(address));
  }

  function lead(event) {
    const link = event.composedPath().find((node) => node instanceof Element && node.matches("a[href^='/']"));
    if (link) link.setAttribute("href", below(link.getAttribute("href")));
  }
  // Before whoever follows the link, shows its address or copies it.
  for (const name of ["pointerover", "focusin", "contextmenu", "auxclick", "click"]) addEventListener(name, lead, true);
})();
