/* Lets a reader draw a guess over an empty chart, by pointer, finger or keyboard, and then draws the record over it
   and says where the two were furthest apart. A line through the reader's points is rounded as in Python. */
(() => {
  "use strict";
  const HEIGHT = 260, LEFT = 40, RIGHT = 14, TOP = 10, FOOT = 28;
  const { fill, setUp } = DOCKED;
  const within = (value, most) => Math.min(most, Math.max(0, Math.round(value)));
  const shape = (tag, attributes, text = "") => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.textContent = text;
    return element;
  };

  /** The whole numbers of a line through points, place by place, a half rounded up. */
  const lineOf = (points) => {
    const places = [...points.keys()].sort((a, b) => a - b);
    const line = new Map(places.slice(0, 1).map((place) => [place, points.get(place)]));
    for (let n = 1; n < places.length; n++) {
      const [begin, end] = [places[n - 1], places[n]];
      for (let place = begin + 1; place <= end; place++) {
        const rise = (points.get(end) - points.get(begin)) * (place - begin) / (end - begin);
        line.set(place, Math.floor(points.get(begin) + rise + 0.5));
      }
    }
    return line;
  };

  const compared = ({ words, labels }, line, truth) => {
    const places = [...line.keys()];
    if (places.length < 2) return places.length ? words.one : words.none;
    const ends = { first: labels[places[0]], last: labels[places.at(-1)] };
    const off = places.map((place) => line.get(place) - truth[place]);
    const sizes = off.map(Math.abs), most = Math.max(...sizes), worst = sizes.indexOf(most), place = places[worst];
    if (!most) return fill(words.same, ends);
    const mean = Math.floor(10 * sizes.reduce((sum, size) => sum + size, 0) / sizes.length + 0.5) / 10;
    const said = fill(off[worst] > 0 ? words.high : words.low, { at: labels[place], guess: line.get(place), record: truth[place], off: most });
    return `${said} ${fill(words.mean, { ...ends, mean })}`;
  };

  const sketch = (root) => {
    const { desk, fold, book } = setUp(root);
    const { words, labels, ticks, series, top, step } = book;
    const part = (name) => desk.querySelector(`[data-part=${name}]`);
    const [paper, status, key] = [desk.querySelector("svg"), desk.querySelector("[role=status]"), part("key")];
    const [place, guess] = [part("place"), part("guess")];
    const points = series.map(() => new Map()), shown = new Set();
    const chosen = () => +(desk.querySelector("[type=radio]:checked")?.value || 0);
    const mine = () => points[chosen()];
    let width = 0, last; // last: the place where the pointer was

    const x = (at) => LEFT + (width - LEFT - RIGHT) * at / (labels.length - 1);
    const y = (value) => HEIGHT - FOOT - (HEIGHT - FOOT - TOP) * value / top;
    const path = (pairs, name) => shape("polyline", { class: name, points: [...pairs].map(([at, value]) => `${x(at)},${y(value)}`).join(" ") });

    const paint = () => {
      const parts = [], line = lineOf(mine());
      for (let value = 0; value <= top; value += step) {
        parts.push(shape("line", { class: "iss-grid", x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }));
        parts.push(shape("text", { x: LEFT - 8, y: y(value) + 5, "text-anchor": "end" }, value));
      }
      for (const at in ticks) parts.push(shape("text", { x: x(at), y: HEIGHT - 6, "text-anchor": +at ? "middle" : "start" }, ticks[at]));
      if (desk.contains(document.activeElement)) parts.push(shape("line", { class: "iss-here", x1: x(place.value), x2: x(place.value), y1: TOP, y2: HEIGHT - FOOT }));
      if (shown.has(chosen())) parts.push(path(series[chosen()].entries(), "iss-record"));
      parts.push(path(line, "iss-guess"));
      for (const [at, value] of mine().size < 20 ? mine() : []) parts.push(shape("circle", { class: "iss-dot", cx: x(at), cy: y(value), r: 4 }));
      paper.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
      paper.replaceChildren(...parts);
      key.hidden = !shown.has(chosen());
      if (line.has(+place.value)) guess.value = line.get(+place.value);
      place.nextElementSibling.value = labels[place.value];
      place.setAttribute("aria-valuetext", labels[place.value]);
      guess.nextElementSibling.value = guess.value;
    };
    const say = (text) => { status.textContent = text; };
    const sayLine = () => {
      const places = [...lineOf(mine()).keys()];
      say(places.length < 2 ? words.one : fill(words.line, { first: labels[places[0]], last: labels[places.at(-1)] }));
    };

    const draw = (event) => {
      const box = paper.getBoundingClientRect(), span = width - LEFT - RIGHT;
      const at = within((event.clientX - box.left - LEFT) / span * (labels.length - 1), labels.length - 1);
      const value = within((HEIGHT - FOOT - (event.clientY - box.top)) / (HEIGHT - FOOT - TOP) * top, top);
      const [low, high] = [Math.min(at, last ?? at), Math.max(at, last ?? at)];
      for (const old of [...mine().keys()]) if (low < old && old < high) mine().delete(old);
      mine().set(at, value);
      last = at;
      place.value = at;
      paint();
    };
    const put = () => {
      mine().set(+place.value, +guess.value);
      paint();
      sayLine();
    };
    const acts = {
      show: () => {
        say(compared(book, lineOf(mine()), series[chosen()]));
        if (mine().size < 2) return;
        shown.add(chosen());
        if (fold) fold.open = shown.size === series.length; // it shows all of them
        paint();
      },
      clear: () => {
        mine().clear();
        shown.delete(chosen());
        if (fold) fold.open = false;
        say("");
        paint();
      },
    };

    let drawing = false;
    paper.addEventListener("pointerdown", (event) => {
      paper.setPointerCapture(event.pointerId);
      drawing = true;
      last = undefined;
      draw(event);
    });
    paper.addEventListener("pointermove", (event) => drawing && draw(event));
    for (const end of ["pointerup", "pointercancel"]) paper.addEventListener(end, () => {
      if (drawing) sayLine();
      drawing = false;
    });
    guess.addEventListener("input", put);
    for (const one of [place, guess]) one.addEventListener("keydown", ({ key: name }) => name === "Enter" && put());
    place.addEventListener("input", paint);
    desk.addEventListener("change", ({ target }) => target.type === "radio" && (say(""), paint()));
    desk.addEventListener("click", ({ target }) => acts[target.dataset.do]?.());
    for (const change of ["focusin", "focusout"]) desk.addEventListener(change, paint);
    key.textContent = words.key;
    new ResizeObserver(([{ contentRect }]) => {
      width = contentRect.width || width;
      paint();
    }).observe(paper);
  };

  document.querySelectorAll(".iss-draw").forEach(sketch);
})();
