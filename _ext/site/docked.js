/* Adds interaction to every page: quizzes, theme and copy buttons, reading marks, popovers of facts. Without scripts
   all panes and answers are <details> that open by themselves. No script uses a library, request or inline style, so
   that all work from file:// and under a strict Content Security Policy. */
(() => {
  "use strict";
  // Valid JSON, because tools/page_texts.py parses and translates it.
  const WORDS = {
    "right": "Right, and nothing is missing.",
    "notYet": "Not yet: {wrong} wrong, {missing} missing.",
    "check": "Check",
    "auto": "Colours: as the system has them",
    "light": "Colours: light",
    "dark": "Colours: dark",
    "copy": "Copy",
    "copied": "Copied",
    "close": "Close",
    "tally": "{answered} of {all} questions answered, {right} right at first try. Nobody is told, and nothing is kept when you leave this page.",
    "markPages": "Mark the pages I have read to their end. The marks stay in this tab until you close it; nobody is told.",
    "read": "read"
  };

  /** Creates an element; children are nodes or text, never HTML. */
  const createElement = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...children);
    return element;
  };

  /** Replaces {name} in a text by values.name. */
  const format = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /** Inserts the controls from a widget's template and closes its static content; returns both and the widget's data. */
  const setUpWidget = (root) => {
    const controls = root.querySelector("template").content.firstElementChild.cloneNode(true);
    // Static content for readers without JavaScript; undefined where a chapter shows the chart itself.
    const details = root.querySelector(":scope > details");
    if (details) details.open = false;
    root.classList.add("iss-ready");
    root.querySelector("template").after(controls);
    return { controls, details, data: JSON.parse(root.querySelector("script").textContent) };
  };

  /** Joins texts as the page's language does, by "and" or "or" (type "disjunction"). */
  const joinList = (texts, type = "conjunction") => {
    const { lang } = document.documentElement;
    return new Intl.ListFormat(lang === "en" ? "en-GB" : lang, { type }).format(texts); // no comma before "and"
  };

  /** Copies a text, then labels the button; where a page has no clipboard (file://) calls a function that selects it. */
  const copyText = async (text, button, label, select) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      select();
      if (!document.execCommand("copy")) return;
    }
    button.textContent = label;
  };

  /** Returns the element that the fragment of an address refers to, or null. */
  const elementOf = (hash) => {
    try { return document.getElementById(decodeURIComponent(hash.slice(1))); } catch { return null; }
  };

  /** Creates a fieldset of native radios or checkboxes. */
  const createFieldset = (type, name, legend, texts) =>
    createElement("fieldset", { class: "iss-choice" }, legend, ...texts.map((text) =>
      createElement("label", {}, createElement("input", { type, name, value: text }), createElement("span", { dir: "auto" }, text))));

  // For the scripts of single widgets.
  window.DOCKED = { copyText, createElement, createFieldset, elementOf, format, joinList, setUpWidget };

  /** Whether the first answer to each question of this page was right; not stored. */
  const firstAnswers = new Map();

  /** Adds a line at the end of an article that counts answered questions. */
  const addTally = (article) => {
    const quizzes = article.querySelectorAll(".iss-quiz"), line = createElement("p", { class: "iss-tally" });
    const update = () => {
      const right = [...firstAnswers.values()].filter(Boolean).length;
      line.textContent = format(WORDS.tally, { answered: firstAnswers.size, all: quizzes.length, right });
    };
    if (!quizzes.length) return;
    update();
    article.querySelector(":scope > section")?.append(line);
    article.addEventListener("change", update);
    article.addEventListener("click", update);
  };

  /** Makes a form of a question that gives feedback on every choice and never locks. */
  const setUpQuiz = (section) => {
    const multiple = section.dataset.kind === "multiple";
    const options = [...section.querySelectorAll(":scope > details")];
    const right = options.map((option) => option.dataset.right === "true");
    const texts = options.map((option) => option.firstElementChild.textContent);
    const stem = section.querySelector(".iss-stem");
    const legend = createElement("legend", { class: "iss-stem", dir: "auto" }, ...stem.childNodes);
    const form = createFieldset(multiple ? "checkbox" : "radio", section.id, legend, texts);
    const inputs = [...form.querySelectorAll("input")];
    const feedback = createElement("div", { class: "iss-feedback", role: "status" });

    /** Marks an option as right or wrong, for the eye and for screen readers; without an answer, removes the mark. */
    const markOption = (i, isAnswered) => {
      const label = inputs[i].parentNode;
      label.querySelector(".iss-unseen")?.remove();
      delete label.dataset.right;
      if (!isAnswered) return;
      label.dataset.right = right[i];
      label.append(createElement("span", { class: "iss-unseen" }, options[i].querySelector("strong").textContent));
    };
    const createReason = (i) => {
      const reason = options[i].querySelector(".iss-feedback-text").cloneNode(true);
      reason.dataset.right = right[i];
      if (multiple) reason.prepend(createElement("em", { dir: "auto" }, texts[i]), " ");
      return reason;
    };
    const check = () => {
      const picked = inputs.map((input) => input.checked);
      const wrong = right.filter((isRight, i) => picked[i] && !isRight).length;
      const missing = right.filter((isRight, i) => isRight && !picked[i]).length;
      const done = !wrong && !missing;
      if (!firstAnswers.has(section)) firstAnswers.set(section, done);
      picked.forEach((isPicked, i) => markOption(i, isPicked));
      const verdict = format(done ? WORDS.right : WORDS.notYet, { wrong, missing });
      feedback.replaceChildren(createElement("p", {}, createElement("strong", {}, verdict)),
        ...[...right.keys()].filter((i) => done || picked[i]).map(createReason));
    };

    legend.after(section.querySelector(".iss-hint"));
    if (multiple) {
      const button = createElement("button", { type: "button" }, WORDS.check);
      button.addEventListener("click", check);
      form.append(button);
    }
    form.addEventListener("change", ({ target }) => {
      const chosen = inputs.indexOf(target);
      if (!multiple && !firstAnswers.has(section)) firstAnswers.set(section, right[chosen]);
      inputs.forEach((input, i) => markOption(i, !multiple && i === chosen));
      feedback.replaceChildren(...(multiple ? [] : [createReason(chosen)]));
    });
    // The legend names the section now.
    section.removeAttribute("aria-labelledby");
    section.replaceChildren(form, feedback);
  };

  /** Lets a button switch the colours: system default, then the opposite, then the same as an explicit choice. */
  const setUpThemeButton = (button) => {
    const order = matchMedia("(prefers-color-scheme: dark)").matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
    const setLabel = () => { button.title = button.ariaLabel = WORDS[document.body.dataset.theme]; };
    button.addEventListener("click", () => {
      const theme = document.body.dataset.theme = order[(order.indexOf(document.body.dataset.theme) + 1) % 3];
      try { localStorage.setItem("theme", theme); } catch { /* storage refused: it holds for this page only */ }
      setLabel();
    });
    setLabel();
  };

  /** Highlights in the page's contents the last section that has reached the upper part of the window. */
  const highlightCurrentSection = (tree) => {
    const links = new Map();
    for (const link of tree.querySelectorAll('a[href^="#"]')) {
      const section = elementOf(link.hash);
      if (section) links.set(section, link);
    }
    const visible = new Set();
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) visible[isIntersecting ? "add" : "delete"](target);
      const current = [...links.keys()].filter((section) => visible.has(section)).pop();
      for (const [section, link] of links) link.toggleAttribute("aria-current", section === current);
    }, { rootMargin: "-10% 0px -80%" });
    for (const section of links.keys()) observer.observe(section);
  };

  /** Marks in the menu the pages that were read to their end, if the reader asks, until the tab is closed. */
  const setUpReadingMarks = (menu) => {
    const links = [...menu.querySelectorAll("a")], current = links.find((link) => link.ariaCurrent);
    const box = createElement("input", { type: "checkbox", autocomplete: "off" });
    let read = new Set();
    try { read = new Set(JSON.parse(sessionStorage.getItem("read"))); box.checked = sessionStorage.getItem("read") !== null; } catch { return; }
    const show = () => {
      for (const link of links) {
        link.querySelector(".iss-read")?.remove();
        if (box.checked && read.has(link.pathname)) link.append(createElement("span", { class: "iss-read" }, ` ✓ ${WORDS.read}`));
      }
    };
    const store = () => {
      if (box.checked) sessionStorage.setItem("read", JSON.stringify([...read]));
      else sessionStorage.removeItem("read");
      show();
    };
    menu.append(createElement("label", {}, box, WORDS.markPages));
    box.addEventListener("change", store);
    new IntersectionObserver(([end]) => {
      if (!end.isIntersecting || !current) return;
      read.add(current.pathname);
      if (box.checked) store();
    }).observe(document.querySelector(".iss-main > footer"));
    show();
  };

  /** Closes sections with coding exercises on a phone, unless the address leads into them. */
  const closeOnPhone = (details) => {
    const target = elementOf(location.hash);
    details.open = !matchMedia("(max-width: 40em)").matches || details.parentNode.contains(target);
    if (target) target.scrollIntoView();
  };

  /** Adds a button that copies a block of code or the citation. */
  const addCopyButton = (pre) => {
    const button = createElement("button", { type: "button", class: "iss-copy" }, WORDS.copy);
    button.addEventListener("click", () => copyText(pre.textContent.trim(), button, WORDS.copied, () => getSelection().selectAllChildren(pre)));
    pre.after(button);
  };

  /** Shows the entry of a linked fact in a popover: beside the text if there is room, else at the lower edge of the
      window. The browser closes it on Escape and on a click outside. Without popover support links lead to the entry. */
  const setUpFactCards = (list) => {
    const content = createElement("div"), close = createElement("button", { type: "button" }, WORDS.close);
    const card = createElement("div", { class: "iss-card", role: "dialog", tabindex: "-1", popover: "" }, content, close);
    let opener;

    /** Positions the card so that it does not cover the opener; scrolls the page if necessary. */
    const position = () => {
      const left = document.querySelector("article").getBoundingClientRect().right + 16, room = innerWidth - left - 16;
      const box = opener.getBoundingClientRect();
      card.style.cssText = "";
      card.classList.remove("iss-above");
      card.classList.toggle("iss-sheet", room < 200);
      if (room < 200) {
        scrollBy({ top: Math.max(0, box.bottom + 8 - card.getBoundingClientRect().top), behavior: "instant" });
        // The page may be scrolled to its end already.
        card.classList.toggle("iss-above", opener.getBoundingClientRect().bottom > card.getBoundingClientRect().top);
      } else {
        card.style.width = `${Math.min(room, 320)}px`;
        card.style.left = `${left}px`;
        card.style.top = `${scrollY + Math.max(16, Math.min(box.top, innerHeight - card.offsetHeight - 16))}px`;
      }
    };
    const show = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      opener = event.currentTarget;
      content.replaceChildren(...elementOf(opener.hash).cloneNode(true).childNodes);
      card.setAttribute("aria-label", content.firstChild.textContent);
      // After the opener, so that Tab continues from there.
      opener.after(card);
      card.showPopover();
      position();
      card.focus({ preventScroll: true });
    };

    if (!card.showPopover) return;
    // The cards show the entries, so the list is closed unless the address leads to it.
    list.open = /^#fact/.test(location.hash);
    for (const link of document.querySelectorAll("a.iss-fact")) {
      link.setAttribute("aria-haspopup", "dialog");
      link.addEventListener("click", show);
    }
    close.addEventListener("click", () => card.hidePopover());
    addEventListener("resize", () => card.isConnected && position());
    card.addEventListener("focusout", ({ relatedTarget: next }) => next && !card.contains(next) && card.hidePopover());
    card.addEventListener("toggle", ({ newState }) => {
      if (newState === "open") return;
      const focusLost = document.activeElement === document.body || card.contains(document.activeElement);
      card.remove();
      if (focusLost) opener.focus({ preventScroll: true });
    });
  };

  document.querySelectorAll(".theme-toggle").forEach(setUpThemeButton);
  document.querySelectorAll(".toc-tree").forEach(highlightCurrentSection);
  document.querySelectorAll(".iss-quiz").forEach(setUpQuiz);
  document.querySelectorAll(".cell_input pre, .iss-cite pre").forEach(addCopyButton);
  document.querySelectorAll("article").forEach(addTally);
  document.querySelectorAll("#book-contents").forEach(setUpReadingMarks);
  document.querySelectorAll(".iss-section-fold[open]").forEach(closeOnPhone);
  document.querySelectorAll("#facts-on-this-page > details").forEach(setUpFactCards);
  // Put a search query into the fragment of the address, which browsers do not send to the server.
  for (const form of document.querySelectorAll("form[role=search]")) form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.href = `${form.action}#${new URLSearchParams(new FormData(form))}`;
  });
  // Close a menu that covers the text when one of its links leads to a place on this page.
  document.addEventListener("click", ({ target }) => {
    const menu = target.closest('a[href^="#"]')?.closest(":popover-open");
    if (menu) menu.hidePopover();
  });
})();
