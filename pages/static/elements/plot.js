// Plotly, fetched once, when the first figure is there to be drawn.
const SOURCE = new URL("../plotly/plotly-basic-4.1.1.min.js", import.meta.url).href;
const CONFIG = { displayModeBar: false, displaylogo: false, responsive: false, scrollZoom: false, doubleClick: false, locale: "vi" };
const wanted = new WeakMap();
let loading;

export function library() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = SOURCE;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      loading = undefined; // the next figure tries again
      script.remove();
      reject(new Error("plotly"));
    };
    document.head.append(script);
  });
  return loading;
}

// Margins and type are the caller's; what is set here makes a picture a good citizen of a page:
// a finger that lands on it still scrolls, and it never claims a width of its own.
export function layoutOf(figure, height) {
  return { dragmode: false, separators: ",.", ...figure.layout, autosize: true, width: undefined, height };
}

// Draws `figure` into `place`; of several calls before the library is there the last one wins.
export async function draw(place, figure, height, pick) {
  wanted.set(place, figure);
  const Plotly = await library();
  if (wanted.get(place) !== figure || !place.isConnected) return;
  const first = !place.classList.contains("js-plotly-plot");
  place.querySelector(".dx-still")?.remove(); // lent by the first view until now
  await Plotly.react(place, figure.data, layoutOf(figure, height), CONFIG);
  place.classList.remove("dx-waits");
  place.dxPick = pick;
  if (first) {
    place.on("plotly_click", (event) => {
      const code = codeOf(event.points[0]);
      if (code) place.dxPick(code);
    });
    followWidth(place, Plotly);
  }
}

export function clear(place) {
  wanted.delete(place);
  place.dxWidth?.disconnect();
  if (place.classList.contains("js-plotly-plot")) window.Plotly.purge(place);
}

function codeOf(point) {
  const given = point?.customdata;
  return Array.isArray(given) ? given[0] : given;
}

function followWidth(place, Plotly) {
  let width = place.clientWidth;
  place.dxWidth = new ResizeObserver(() => {
    if (place.clientWidth === width || !place.clientWidth) return;
    width = place.clientWidth;
    requestAnimationFrame(() => place.isConnected && Plotly.Plots.resize(place));
  });
  place.dxWidth.observe(place);
}
