// Where the page cannot reach its session (web sockets blocked, a link that is too weak), the way to the light form.
(() => {
  const own = new URL(document.currentScript.src).pathname;
  const prefix = own.slice(0, own.indexOf("/app/static/")); // a proxy may keep the pages below a folder
  const PATIENCE = 15000;
  const drawn = () => document.querySelector('[data-testid="stMainBlockContainer"] :is(h1, .dx-exhibit)');
  let bar;

  function say() {
    if (bar || drawn()) return;
    bar = document.createElement("aside");
    bar.className = "dx-fallback";
    bar.setAttribute("role", "status");
    const way = document.createElement("a");
    way.href = `${prefix}/xem${location.pathname.slice(prefix.length)}${location.search}`;
    way.textContent = "Xem bản nhẹ";
    bar.append("Chưa kết nối được với máy chủ: mạng yếu, hoặc mạng này chặn kết nối. ", way);
    document.body.append(bar);
    const gone = setInterval(() => {
      if (!drawn()) return;
      clearInterval(gone);
      bar.remove();
      bar = undefined;
    }, 1000);
  }

  setTimeout(say, PATIENCE);
})();
