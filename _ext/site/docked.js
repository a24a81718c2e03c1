/* Makes pickers and quiz forms of the page's own disclosures. Without it every pane and every answer opens by
   itself. Classic and deferred, no library, no request, no inline style: it works from file:// and under a strict
   policy. */
(() => {
  "use strict";
  const MOST_RADIOS = 5; // above, a drop-down list is quicker to read
  // JSON: a translation puts its own here.
  const WORDS = {
    "right": "Right, and nothing is missing.",
    "notYet": "Not yet: {wrong} wrong, {missing} missing.",
    "check": "Check"
  };

  /** A new element; children are nodes or text, never HTML. */
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...children);
    return element;
  };

  /** A fieldset of native radios or checkboxes. */
  const fieldset = (type, name, legend, texts) =>
    make("fieldset", { class: "iss-choice" }, legend, ...texts.map((text) =>
      make("label", {}, make("input", { type, name }), make("span", { dir: "auto" }, text))));

  /** The control of one dimension, radios or a select, read and set by its text. */
  const picker = (name, label, texts) => {
    const few = texts.length <= MOST_RADIOS;
    const element = few ? fieldset("radio", name, make("legend", { dir: "auto" }, label), texts)
      : make("label", { class: "iss-choice" }, make("span", { dir: "auto" }, label),
        make("select", {}, ...texts.map((text) => make("option", {}, text))));
    const items = [...element.querySelectorAll("input, option")];
    const chosen = few ? "checked" : "selected";
    return {
      element,
      get: () => texts[items.findIndex((item) => item[chosen])],
      set: (text) => { items[texts.indexOf(text)][chosen] = true; },
    };
  };

  /** One pane at a time, a picker for each dimension; which pane is open is the only state. */
  const explore = (root) => {
    const panes = [...root.querySelectorAll(":scope > .iss-pane")];
    const keys = panes.map((pane) => JSON.parse(pane.dataset.key));
    const pickers = JSON.parse(root.dataset.labels).map((label, d) =>
      picker(`${root.id}-${d}`, label, [...new Set(keys.map((key) => key[d]))]));
    const said = make("p", { class: "iss-said", role: "status" });
    const heading = root.querySelector(".iss-label");
    const bar = make("div", { class: "iss-pickers" }, ...pickers.map((one) => one.element));

    const show = (pane) => {
      for (const other of panes) other.open = other === pane;
      pickers.forEach((one, d) => one.set(keys[panes.indexOf(pane)][d]));
    };
    const choose = () => {
      const words = pickers.map((one) => one.get());
      const pane = panes[keys.findIndex((key) => key.every((word, d) => word === words[d]))];
      show(pane);
      said.textContent = `${words.join(", ")}: ${pane.dataset.title}`;
      history.replaceState(null, "", `#${pane.id}`);
    };
    const follow = () => {
      const pane = panes.find((one) => new URL(`#${one.id}`, location).hash === location.hash);
      if (!pane) return;
      show(pane);
      root.scrollIntoView();
    };

    heading.hidden = pickers.length < 2; // one picker carries the same words
    if (!heading.hidden) {
      bar.setAttribute("role", "group");
      bar.setAttribute("aria-labelledby", heading.id);
    }
    for (const pane of panes) pane.firstElementChild.hidden = true;
    heading.after(bar, said);
    show(panes.find((pane) => pane.open) || panes[0]);
    bar.addEventListener("change", choose);
    // The browser opens a pane for a search hit, or for an address inside it: the pickers follow.
    root.addEventListener("toggle", ({ target }) => target.open && panes.includes(target) && show(target), true);
    addEventListener("hashchange", follow);
    follow();
  };

  /** A question that answers every choice with its reason and locks nothing. */
  const quiz = (section) => {
    const many = section.dataset.kind === "multiple";
    const options = [...section.querySelectorAll(":scope > details")];
    const right = options.map((option) => option.dataset.right === "true");
    const texts = options.map((option) => option.firstElementChild.textContent);
    const stem = section.querySelector(".iss-stem");
    const legend = make("legend", { class: "iss-stem", dir: "auto" }, ...stem.childNodes);
    const form = fieldset(many ? "checkbox" : "radio", section.id, legend, texts);
    const inputs = [...form.querySelectorAll("input")];
    const feedback = make("div", { class: "iss-feedback", role: "status" });

    const why = (i) => {
      const reason = options[i].querySelector(".iss-feedback-text").cloneNode(true);
      reason.dataset.right = right[i];
      if (many) reason.prepend(make("em", { dir: "auto" }, texts[i]), " ");
      return reason;
    };
    const check = () => {
      const picked = inputs.map((input) => input.checked);
      const wrong = right.filter((holds, i) => picked[i] && !holds).length;
      const missing = right.filter((holds, i) => holds && !picked[i]).length;
      const done = !wrong && !missing;
      const verdict = done ? WORDS.right : WORDS.notYet.replace("{wrong}", wrong).replace("{missing}", missing);
      feedback.replaceChildren(make("p", {}, make("strong", {}, verdict)),
        ...[...right.keys()].filter((i) => done || picked[i]).map(why));
    };

    legend.after(section.querySelector(".iss-hint"));
    if (many) {
      const button = make("button", { type: "button" }, WORDS.check);
      button.addEventListener("click", check);
      form.append(button);
    }
    form.addEventListener("change", ({ target }) =>
      feedback.replaceChildren(...(many ? [] : [why(inputs.indexOf(target))])));
    section.removeAttribute("aria-labelledby"); // the legend says it now
    section.replaceChildren(form, feedback);
  };

  document.querySelectorAll(".iss-explore").forEach(explore);
  document.querySelectorAll(".iss-quiz").forEach(quiz);
})();
