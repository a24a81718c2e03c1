/* Explorers: shows one pane at a time, with a picker for each dimension. */
(() => {
  "use strict";
  const { createElement, createFieldset, elementOf } = DOCKED;

  /** Creates the control of one dimension: radios for up to `maxRadios` values, else a select. */
  const createPicker = (name, label, texts, maxRadios) => texts.length <= maxRadios
    ? createFieldset("radio", name, createElement("legend", { dir: "auto" }, label), texts)
    : createElement("label", { class: "iss-choice" }, createElement("span", { dir: "auto" }, label),
      createElement("select", {}, ...texts.map((text) => createElement("option", {}, text))));

  /** Shows one pane of an explorer at a time, with a picker for each dimension; the open pane is the only state. */
  const setUpExplorer = (root) => {
    const panes = [...root.querySelectorAll(":scope > .iss-pane")];
    const keys = panes.map((pane) => JSON.parse(pane.dataset.key));
    const pickers = JSON.parse(root.dataset.labels).map((label, d) =>
      createPicker(`${root.id}-${d}`, label, [...new Set(keys.map((key) => key[d]))], root.dataset.radios));
    const status = createElement("p", { class: "iss-unseen", role: "status" });
    const heading = root.querySelector(".iss-label");
    const bar = createElement("div", { class: "iss-pickers" }, ...pickers);

    const show = (pane) => {
      for (const other of panes) other.open = other === pane;
      const key = keys[panes.indexOf(pane)];
      pickers.forEach((picker, d) => {
        for (const item of picker.querySelectorAll("input, option")) item.checked = item.selected = item.value === key[d];
      });
    };
    const showPicked = () => {
      const values = [...bar.querySelectorAll(":checked")].map((item) => item.value);
      const pane = panes[keys.findIndex((key) => key.every((value, d) => value === values[d]))];
      show(pane);
      status.textContent = `${values.join(", ")}: ${pane.dataset.title}`;
      history.replaceState(null, "", `#${pane.id}`);
    };
    const showAddressed = () => {
      const pane = elementOf(location.hash);
      if (!panes.includes(pane)) return;
      show(pane);
      root.scrollIntoView();
    };

    // The legend of a single picker has the same text as the heading.
    heading.hidden = pickers.length < 2;
    if (!heading.hidden) {
      bar.setAttribute("role", "group");
      bar.setAttribute("aria-labelledby", heading.id);
    }
    for (const pane of panes) pane.firstElementChild.hidden = true;
    heading.after(bar, status);
    show(panes.find((pane) => pane.open) || panes[0]);
    bar.addEventListener("change", showPicked);
    // The browser opens a pane for a text found on the page, or for an address inside it.
    root.addEventListener("toggle", ({ target }) => target.open && panes.includes(target) && show(target), true);
    addEventListener("hashchange", showAddressed);
    showAddressed();
  };

  document.querySelectorAll(".iss-explore").forEach(setUpExplorer);
})();
