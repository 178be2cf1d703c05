// Back must lead to what was seen before. Streamlit pushes a history entry for every address that
// the page writes; an address that only gained choices (the first run spells out the defaults, or a
// further choice is made on it) replaces the one before. So does one in which only the version of the
// index follows the period that was just chosen: it is no choice of anybody's.
(() => {
  const FOLLOWS = "phien_ban";
  const push = history.pushState.bind(history);
  history.pushState = (state, title, address) => {
    if (onlyAdds(new URL(address ?? "", location.href))) history.replaceState(state, title, address);
    else push(state, title, address);
  };

  function onlyAdds(target) {
    if (target.origin !== location.origin || target.pathname !== location.pathname) return false;
    const before = new URLSearchParams(location.search);
    return [...before.keys()].every((name) => name === FOLLOWS || same(before.getAll(name), target.searchParams.getAll(name)));
  }

  function same(some, others) {
    return some.length === others.length && some.every((value, at) => value === others[at]);
  }
})();
