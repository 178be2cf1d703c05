// Ways to another page of the dashboard without loading everything again.

// Streamlit goes to whatever the address says when the browser's history moves.
export function go(address) {
  history.pushState({}, "", address);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
}

export function follow(root) {
  root.addEventListener("click", (event) => {
    const anchor = event.target.closest("a[href]");
    if (!anchor || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (anchor.hasAttribute("download") || !["", "_self"].includes(anchor.target)) return;
    const target = new URL(anchor.href);
    if (target.origin !== location.origin || target.hash || target.pathname.includes("/tai/")) return;
    event.preventDefault();
    go(target.pathname + target.search);
  });
}
