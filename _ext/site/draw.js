/* Lets a reader draw a guess over an empty chart, by pointer, touch or keyboard, then draws the recorded values over it
   and reports where the two differ most. A line through the reader's points is rounded as in issfacts.widgets.draw. */
(() => {
  "use strict";
  const HEIGHT = 260, LEFT = 40, RIGHT = 14, TOP = 10, BOTTOM = 28;
  const { format, setUpWidget } = DOCKED;
  const CHARACTER = 8, TICK_GAP = 6; // px: the width of a character in a tick label, and the least space between labels
  const clamp = (value, max) => Math.min(max, Math.max(0, Math.round(value)));
  const createSvg = (tag, attributes, text = "") => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.textContent = text;
    return element;
  };

  /** Interpolates between points (x index -> value) at every x index, rounded half up. */
  const interpolate = (points) => {
    const indices = [...points.keys()].sort((a, b) => a - b);
    const line = new Map(indices.slice(0, 1).map((index) => [index, points.get(index)]));
    for (let n = 1; n < indices.length; n++) {
      const [start, end] = [indices[n - 1], indices[n]];
      for (let index = start + 1; index <= end; index++) {
        const rise = (points.get(end) - points.get(start)) * (index - start) / (end - start);
        line.set(index, Math.floor(points.get(start) + rise + 0.5));
      }
    }
    return line;
  };

  /** Describes the largest and the mean difference between a guess and the recorded values. */
  const describeDifference = ({ words, labels }, line, record) => {
    const indices = [...line.keys()];
    if (indices.length < 2) return indices.length ? words.one : words.none;
    const range = { first: labels[indices[0]], last: labels[indices.at(-1)] };
    const differences = indices.map((index) => line.get(index) - record[index]);
    const sizes = differences.map(Math.abs), max = Math.max(...sizes), worst = sizes.indexOf(max), index = indices[worst];
    if (!max) return format(words.same, range);
    const mean = Math.floor(10 * sizes.reduce((sum, size) => sum + size, 0) / sizes.length + 0.5) / 10;
    const text = differences[worst] > 0 ? words.high : words.low;
    const largest = format(text, { at: labels[index], guess: line.get(index), record: record[index], off: max });
    return `${largest} ${format(words.mean, { ...range, mean })}`;
  };

  const setUpDrawing = (root) => {
    const { controls, details, data } = setUpWidget(root);
    const { words, labels, ticks, series, top, step } = data;
    const part = (name) => controls.querySelector(`[data-part=${name}]`);
    const [svg, status, legend] = [controls.querySelector("svg"), controls.querySelector("[role=status]"), part("key")];
    const [indexSlider, valueSlider] = [part("place"), part("guess")];
    const allPoints = series.map(() => new Map()), revealed = new Set();
    const selected = () => +(controls.querySelector("[type=radio]:checked")?.value || 0);
    const points = () => allPoints[selected()];
    let width = 0, lastIndex;

    const x = (index) => LEFT + (width - LEFT - RIGHT) * index / (labels.length - 1);
    const y = (value) => HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top;
    /** Returns the indices of the tick labels: every second one where two neighbours would overlap. */
    const fittingTicks = () => {
      const indices = Object.keys(ticks).map(Number);
      const halfWidth = (index) => CHARACTER * ticks[index].length / (index ? 2 : 1); // at 0 all of it is to the right
      const overlap = indices.slice(1).some((next, n) => x(next) - x(indices[n]) < halfWidth(indices[n]) + halfWidth(next) + TICK_GAP);
      return indices.filter((_, n) => !overlap || n % 2 === 0);
    };
    const createLine = (pairs, name) => createSvg("polyline", { class: name, points: [...pairs].map(([index, value]) => `${x(index)},${y(value)}`).join(" ") });

    const render = () => {
      const parts = [], line = interpolate(points()), isRevealed = revealed.has(selected());
      for (let value = 0; value <= top; value += step) {
        parts.push(createSvg("line", { class: "iss-grid", x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }));
        parts.push(createSvg("text", { x: LEFT - 8, y: y(value) + 5, "text-anchor": "end" }, value));
      }
      for (const index of fittingTicks()) parts.push(createSvg("text", { x: x(index), y: HEIGHT - 6, "text-anchor": index ? "middle" : "start" }, ticks[index]));
      const middle = (Math.floor(top / step / 2) + 0.5) * step; // between two grid lines
      if (!line.size && !isRevealed) parts.push(createSvg("text", { x: (LEFT + width - RIGHT) / 2, y: y(middle) + 5, "text-anchor": "middle" }, words.empty));
      if (controls.contains(document.activeElement)) parts.push(createSvg("line", { class: "iss-here", x1: x(indexSlider.value), x2: x(indexSlider.value), y1: TOP, y2: HEIGHT - BOTTOM }));
      if (isRevealed) parts.push(createLine(series[selected()].entries(), "iss-record"));
      parts.push(createLine(line, "iss-guess"));
      for (const [index, value] of points().size < 20 ? points() : []) parts.push(createSvg("circle", { class: "iss-dot", cx: x(index), cy: y(value), r: 4 }));
      svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
      svg.replaceChildren(...parts);
      legend.hidden = !isRevealed;
      if (line.has(+indexSlider.value)) valueSlider.value = line.get(+indexSlider.value);
      indexSlider.nextElementSibling.value = labels[indexSlider.value];
      indexSlider.setAttribute("aria-valuetext", labels[indexSlider.value]);
      valueSlider.nextElementSibling.value = valueSlider.value;
    };
    const setStatus = (text) => { status.textContent = text; };
    const announceRange = () => {
      const indices = [...interpolate(points()).keys()];
      setStatus(indices.length < 2 ? words.one : format(words.line, { first: labels[indices[0]], last: labels[indices.at(-1)] }));
    };

    const drawTo = (event) => {
      const box = svg.getBoundingClientRect(), plotWidth = width - LEFT - RIGHT;
      const index = clamp((event.clientX - box.left - LEFT) / plotWidth * (labels.length - 1), labels.length - 1);
      const value = clamp((HEIGHT - BOTTOM - (event.clientY - box.top)) / (HEIGHT - BOTTOM - TOP) * top, top);
      const [low, high] = [Math.min(index, lastIndex ?? index), Math.max(index, lastIndex ?? index)];
      for (const old of [...points().keys()]) if (low < old && old < high) points().delete(old);
      points().set(index, value);
      lastIndex = index;
      indexSlider.value = index;
      render();
    };
    const setPoint = () => {
      points().set(+indexSlider.value, +valueSlider.value);
      render();
      announceRange();
    };
    const actions = {
      show: () => {
        setStatus(describeDifference(data, interpolate(points()), series[selected()]));
        if (points().size < 2) return;
        revealed.add(selected());
        // The static chart shows all series.
        if (details) details.open = revealed.size === series.length;
        render();
      },
      clear: () => {
        points().clear();
        revealed.delete(selected());
        if (details) details.open = false;
        setStatus("");
        render();
      },
    };

    let drawing = false;
    svg.addEventListener("pointerdown", (event) => {
      svg.setPointerCapture(event.pointerId);
      drawing = true;
      lastIndex = undefined;
      drawTo(event);
    });
    svg.addEventListener("pointermove", (event) => drawing && drawTo(event));
    for (const type of ["pointerup", "pointercancel"]) svg.addEventListener(type, () => {
      if (drawing) announceRange();
      drawing = false;
    });
    valueSlider.addEventListener("input", setPoint);
    for (const slider of [indexSlider, valueSlider]) slider.addEventListener("keydown", ({ key }) => key === "Enter" && setPoint());
    indexSlider.addEventListener("input", render);
    controls.addEventListener("change", ({ target }) => target.type === "radio" && (setStatus(""), render()));
    controls.addEventListener("click", ({ target }) => actions[target.dataset.do]?.());
    for (const type of ["focusin", "focusout"]) controls.addEventListener(type, render);
    legend.textContent = words.key;
    new ResizeObserver(([{ contentRect }]) => {
      width = contentRect.width || width;
      render();
    }).observe(svg);
  };

  document.querySelectorAll(".iss-draw").forEach(setUpDrawing);
})();
