/* Makes pickers and quiz forms of the page's own disclosures, works the buttons for colours and copying, and the search page. Without it every
   pane and every answer opens by itself. No library, no request, no inline style: it works from file:// and under a
   strict policy. */
(() => {
  "use strict";
  // JSON: a translation puts its own here.
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
    "ticked": "{ticked} of {all} ticked",
    "draft": "Paste your draft here. It stays on this page: nothing is sent, nothing is kept.",
    "counts": [
      "Words: {n}. At an easy pace that is {minutes} min of reading.",
      "Dates: {n}. Has each number its day?",
      "Links: {n}. Can a reader look up each factual sentence?",
      "Quotations: {n}. Does each say who spoke, and when?"
    ],
    "keep": "Mark the pages I have read to their end. The marks stay in this tab until you close it; nobody is told.",
    "read": "read",
    "found": "{many} places.",
    "most": "{many} places; the first {shown}.",
    "nothing": "Nothing found for “{query}”."
  };

  /** A new element; children are nodes or text, never HTML. */
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...children);
    return element;
  };

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /** Puts what a widget's template holds in place, closes what stood there without a script; returns both and its data. */
  const setUp = (root) => {
    const desk = root.querySelector("template").content.firstElementChild.cloneNode(true);
    const fold = root.querySelector(":scope > details"); // none where a chapter shows the chart itself
    if (fold) fold.open = false;
    root.classList.add("iss-ready");
    root.querySelector("template").after(desk);
    return { desk, fold, book: JSON.parse(root.querySelector("script").textContent) };
  };

  window.DOCKED = { fill, setUp }; // for the scripts of single widgets

  /** What a fragment of an address names on this page; nothing where it is no text. */
  const named = (hash) => {
    try { return document.getElementById(decodeURIComponent(hash.slice(1))); } catch { return null; }
  };

  /** A fieldset of native radios or checkboxes. */
  const fieldset = (type, name, legend, texts) =>
    make("fieldset", { class: "iss-choice" }, legend, ...texts.map((text) =>
      make("label", {}, make("input", { type, name, value: text }), make("span", { dir: "auto" }, text))));

  /** The control of one dimension: at `most` so many radios, else a select. */
  const picker = (name, label, texts, most) => texts.length <= most
    ? fieldset("radio", name, make("legend", { dir: "auto" }, label), texts)
    : make("label", { class: "iss-choice" }, make("span", { dir: "auto" }, label),
      make("select", {}, ...texts.map((text) => make("option", {}, text))));

  /** One pane at a time, a picker for each dimension; which pane is open is the only state. */
  const explore = (root) => {
    const panes = [...root.querySelectorAll(":scope > .iss-pane")];
    const keys = panes.map((pane) => JSON.parse(pane.dataset.key));
    const pickers = JSON.parse(root.dataset.labels).map((label, d) =>
      picker(`${root.id}-${d}`, label, [...new Set(keys.map((key) => key[d]))], root.dataset.radios));
    const said = make("p", { class: "iss-said", role: "status" });
    const heading = root.querySelector(".iss-label");
    const bar = make("div", { class: "iss-pickers" }, ...pickers);

    const show = (pane) => {
      for (const other of panes) other.open = other === pane;
      const key = keys[panes.indexOf(pane)];
      pickers.forEach((one, d) => {
        for (const item of one.querySelectorAll("input, option")) item.checked = item.selected = item.value === key[d];
      });
    };
    const choose = () => {
      const words = [...bar.querySelectorAll(":checked")].map((item) => item.value);
      const pane = panes[keys.findIndex((key) => key.every((word, d) => word === words[d]))];
      show(pane);
      said.textContent = `${words.join(", ")}: ${pane.dataset.title}`;
      history.replaceState(null, "", `#${pane.id}`);
    };
    const follow = () => {
      const pane = named(location.hash);
      if (!panes.includes(pane)) return;
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

  /** The first answers of this page, by question; kept nowhere. */
  const answers = new Map();
  const tally = (article) => {
    const quizzes = article.querySelectorAll(".iss-quiz"), line = make("p", { class: "iss-tally" });
    const say = () => {
      const right = [...answers.values()].filter(Boolean).length;
      line.textContent = fill(WORDS.tally, { answered: answers.size, all: quizzes.length, right });
    };
    if (!quizzes.length) return;
    say();
    article.querySelector(":scope > section")?.append(line);
    article.addEventListener("change", say);
    article.addEventListener("click", say);
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
      if (!answers.has(section)) answers.set(section, done);
      feedback.replaceChildren(make("p", {}, make("strong", {}, fill(done ? WORDS.right : WORDS.notYet, { wrong, missing }))),
        ...[...right.keys()].filter((i) => done || picked[i]).map(why));
    };

    legend.after(section.querySelector(".iss-hint"));
    if (many) {
      const button = make("button", { type: "button" }, WORDS.check);
      button.addEventListener("click", check);
      form.append(button);
    }
    form.addEventListener("change", ({ target }) => {
      const chosen = inputs.indexOf(target);
      if (!many && !answers.has(section)) answers.set(section, right[chosen]);
      feedback.replaceChildren(...(many ? [] : [why(chosen)]));
    });
    section.removeAttribute("aria-labelledby"); // the legend says it now
    section.replaceChildren(form, feedback);
  };

  /** The button for colours: as the system has them, then the other, then the same by choice. */
  const colours = (button) => {
    const order = matchMedia("(prefers-color-scheme: dark)").matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
    const name = () => { button.title = button.ariaLabel = WORDS[document.body.dataset.theme]; };
    button.addEventListener("click", () => {
      const theme = document.body.dataset.theme = order[(order.indexOf(document.body.dataset.theme) + 1) % 3];
      try { localStorage.setItem("theme", theme); } catch { /* refused: it holds for this page */ }
      name();
    });
    name();
  };

  /** Marks in the page's contents the last section that has come to the upper part of the window. */
  const follow = (tree) => {
    const links = new Map();
    for (const link of tree.querySelectorAll('a[href^="#"]')) {
      const section = named(link.hash);
      if (section) links.set(section, link);
    }
    const seen = new Set();
    const watch = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target);
      const here = [...links.keys()].filter((section) => seen.has(section)).pop();
      for (const [section, link] of links) link.toggleAttribute("aria-current", section === here);
    }, { rootMargin: "-10% 0px -80%" });
    for (const section of links.keys()) watch.observe(section);
  };

  /** How often some texts stand in another. */
  const times = (text, ...parts) => Math.min(...parts.map((part) => text.split(part).length - 1));

  /** What of a draft can be counted: words, dates, links, quotations. Each count reads the draft once. */
  const counts = (draft) => {
    const months = ["long", "short"].flatMap((month) => [...Array(12).keys()].map((n) =>
      new Intl.DateTimeFormat(document.documentElement.lang, { month }).format(new Date(2000, n, 1)).replace(".", "")));
    const month = `(?:${months.join("|")})\\.?`;
    const bare = draft.replace(/https?:\/\/\S+/g, " "); // a date in an address is none of the text
    return [
      bare.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length,
      (bare.match(new RegExp(`\\b(?:\\d{1,2}\\.? ${month}(?:,? \\d{4})?|${month} (?:\\d{1,2}, )?\\d{1,4}|\\d{4}-\\d\\d-\\d\\d|(?:19|20)\\d\\d)\\b`, "g")) || []).length,
      times(draft, /https?:\/\/\S/) + times(draft, /\]\((?!https?:)\S/),
      Math.floor(times(draft, '"') / 2) + times(draft, "“", "”") + times(draft, "„") + times(draft, "«", "»"),
    ];
  };

  /** Boxes to tick, and a field whose draft is counted when the typing rests. */
  const audit = (root) => {
    const done = make("p", { class: "iss-hint", role: "status" });
    const boxes = [...root.querySelectorAll("li")].map((item) => {
      const box = make("input", { type: "checkbox", autocomplete: "off", "aria-label": item.querySelector("summary").lastChild.textContent.trim() });
      item.prepend(box);
      return box;
    });
    const field = make("textarea", { rows: 6, autocomplete: "off", spellcheck: "false" }); // a checker may send what it checks
    const list = make("div", { class: "iss-counts", role: "status" });
    const say = () => {
      done.textContent = fill(WORDS.ticked, { ticked: boxes.filter((box) => box.checked).length, all: boxes.length });
    };
    const count = () => {
      const found = counts(field.value), minutes = Math.ceil(found[0] / 200);
      list.replaceChildren(...(field.value.trim() ? found : []).map((n, i) => make("p", {}, fill(WORDS.counts[i], { n, minutes }))));
    };
    let rest;
    root.append(done, make("label", { class: "iss-draft" }, WORDS.draft, field), list);
    root.addEventListener("change", say);
    field.addEventListener("input", () => { clearTimeout(rest); rest = setTimeout(count, 300); });
    say();
  };

  /** Marks the pages that were read to their end, for as long as this tab is open, if the reader asks. */
  const marks = (menu) => {
    const links = [...menu.querySelectorAll("a")], here = links.find((link) => link.ariaCurrent);
    const box = make("input", { type: "checkbox", autocomplete: "off" });
    let read = new Set();
    try { read = new Set(JSON.parse(sessionStorage.getItem("read"))); box.checked = sessionStorage.getItem("read") !== null; } catch { return; }
    const show = () => {
      for (const link of links) {
        link.querySelector(".iss-read")?.remove();
        if (box.checked && read.has(link.pathname)) link.append(make("span", { class: "iss-read" }, ` ✓ ${WORDS.read}`));
      }
    };
    const keep = () => {
      if (box.checked) sessionStorage.setItem("read", JSON.stringify([...read]));
      else sessionStorage.removeItem("read");
      show();
    };
    menu.append(make("label", {}, box, WORDS.keep));
    box.addEventListener("change", keep);
    new IntersectionObserver(([end]) => {
      if (!end.isIntersecting || !here) return;
      read.add(here.pathname);
      if (box.checked) keep();
    }).observe(document.querySelector(".iss-main > footer"));
    show();
  };

  /** Folds what is worked in code on a phone, where it can only be read. */
  const band = (fold) => {
    const wanted = named(location.hash);
    fold.open = !matchMedia("(max-width: 40em)").matches || fold.parentNode.contains(wanted);
    if (wanted) wanted.scrollIntoView();
  };

  /** A button that copies a block of code or the citation. */
  const copyable = (pre) => {
    const button = make("button", { type: "button", class: "iss-copy" }, WORDS.copy);
    button.addEventListener("click", () => navigator.clipboard.writeText(pre.textContent.trim()).then(
      () => { button.textContent = WORDS.copied; },
      () => getSelection().selectAllChildren(pre), // refused: what is marked can be copied by hand
    ));
    pre.after(button);
  };

  /** A number's entry as a card, beside the text where there is room, else a sheet at the lower edge of the window.
      Escape and a tap outside close a popover by themselves; a browser without any goes to the entry. */
  const cards = (list) => {
    const words = make("div"), close = make("button", { type: "button" }, WORDS.close);
    const card = make("div", { class: "iss-card", role: "dialog", tabindex: "-1", popover: "" }, words, close);
    let opener;

    /** Puts the card where it does not cover the word: the page moves a little if it must. */
    const place = () => {
      const left = document.querySelector("article").getBoundingClientRect().right + 16, room = innerWidth - left - 16;
      const word = opener.getBoundingClientRect();
      card.style.cssText = "";
      card.classList.remove("iss-above");
      card.classList.toggle("iss-sheet", room < 200);
      if (room < 200) {
        scrollBy({ top: Math.max(0, word.bottom + 8 - card.getBoundingClientRect().top), behavior: "instant" });
        card.classList.toggle("iss-above", opener.getBoundingClientRect().bottom > card.getBoundingClientRect().top); // the page has no more to move
      } else {
        card.style.width = `${Math.min(room, 320)}px`;
        card.style.left = `${left}px`;
        card.style.top = `${scrollY + Math.max(16, Math.min(word.top, innerHeight - card.offsetHeight - 16))}px`;
      }
    };
    const show = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      opener = event.currentTarget;
      words.replaceChildren(...named(opener.hash).cloneNode(true).childNodes);
      card.setAttribute("aria-label", words.firstChild.textContent);
      opener.after(card); // Tab leads on from the word
      card.showPopover();
      place();
      card.focus({ preventScroll: true });
    };

    if (!card.showPopover) return;
    list.open = /^#fact/.test(location.hash); // the cards show it now
    for (const link of document.querySelectorAll("a.iss-fact")) {
      link.setAttribute("aria-haspopup", "dialog");
      link.addEventListener("click", show);
    }
    close.addEventListener("click", () => card.hidePopover());
    addEventListener("resize", () => card.isConnected && place());
    card.addEventListener("focusout", ({ relatedTarget: next }) => next && !card.contains(next) && card.hidePopover());
    card.addEventListener("toggle", ({ newState }) => {
      if (newState === "open") return;
      const lost = document.activeElement === document.body || card.contains(document.activeElement);
      card.remove();
      if (lost) opener.focus({ preventScroll: true });
    });
  };

  /** Letters without accents and case, one kind of hyphen and quotation mark. */
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, "-").replace(/[\u2018\u2019]/g, "'");

  /** A pattern that finds a word where it begins; of a long word, without the ending that inflects it. */
  const pattern = (word) => {
    const stem = word.length > 4 && !/\d/.test(word) ? word.replace(/(?:ings?|ed|es|s)$/, "") : word;
    return new RegExp(`(?:^|[^\\p{L}\\p{N}])(${stem.replaceAll(".", "\\.")})`, "u");
  };

  /** The places where most of the words stand, best first: a page's title, then chapters, then headings. */
  const places = (query) => {
    const words = [...new Set(fold(query).split(/[^\p{L}\p{N}:.'-]+/u).map((word) => word.replace(/^\W+|[.:'-]+$/gu, "")))];
    const patterns = words.filter(Boolean).slice(0, 12).map(pattern);
    const count = (text) => patterns.filter((one) => one.test(text)).length;
    const found = DOCKED_PAGES.flatMap(([address, page, kind, sections]) => sections.map(([id, heading, text], n) => {
      const own = fold(`${heading} ${text}`), title = fold(page);
      return {
        address: id ? `${address}#${id}` : address, page, heading, text,
        kind, hits: count(`${title} ${own}`), own: count(own), inHeading: count(fold(heading)), inTitle: n ? 0 : count(title),
      };
    })).filter(({ own }) => own);
    const most = Math.max(0, ...found.map(({ hits }) => hits));
    const all = (one, other) => (other === most) - (one === most);
    const compare = (a, b) => all(a.inTitle, b.inTitle) || a.kind - b.kind || all(a.inHeading, b.inHeading) || all(a.own, b.own);
    return { patterns, found: found.filter(({ hits }) => hits === most).sort(compare) };
  };

  /** The sentence in which most of the words stand, each marked; of a very long one, what is around the first. */
  const excerpt = (text, patterns) => {
    const found = (part) => patterns.filter((one) => one.test(fold(part))).length;
    const sentences = [...new Intl.Segmenter(document.documentElement.lang, { granularity: "sentence" }).segment(text)];
    const best = sentences.map(({ segment }) => [segment, found(segment)]).reduce((one, other) => (other[1] > one[1] ? other : one), ["", 0]);
    const words = best[0].trim().split(" "), hit = words.map(found);
    const start = words.length > 40 ? Math.max(0, hit.findIndex(Boolean) - 16) : 0;
    return make("p", {}, start ? "… " : "", ...words.slice(start, start + 40).flatMap((word, n) =>
      [hit[start + n] ? make("mark", {}, word) : word, " "]), start + 40 < words.length ? "…" : "");
  };

  const search = (root) => {
    const [field, status, list] = ["input", "[role=status]", "ol"].map((name) => root.querySelector(name));
    const SHOWN = 40;
    const show = () => {
      const query = field.value.trim().slice(0, 200);
      const { patterns, found } = query ? places(query) : { patterns: [], found: [] };
      const said = found.length > SHOWN ? WORDS.most : found.length ? WORDS.found : WORDS.nothing;
      status.textContent = query && fill(said, { many: found.length, shown: SHOWN, query });
      list.replaceChildren(...found.slice(0, SHOWN).map(({ address, page, heading, text }) => make("li", {},
        make("a", { href: address }, heading && !page.endsWith(heading) ? `${page}: ${heading}` : page), excerpt(text, patterns))));
    };
    const asked = () => {
      const wanted = new URLSearchParams(location.hash.slice(1)).get("q");
      if (wanted !== null) field.value = wanted; // else what a reader typed before this script came stays
      show();
    };
    field.addEventListener("input", show);
    addEventListener("hashchange", asked);
    asked();
    if (!field.value) field.focus();
  };

  document.querySelectorAll(".theme-toggle").forEach(colours);
  document.querySelectorAll(".toc-tree").forEach(follow);
  document.querySelectorAll(".iss-explore").forEach(explore);
  document.querySelectorAll(".iss-quiz").forEach(quiz);
  document.querySelectorAll(".cell_input pre, .iss-cite pre").forEach(copyable);
  document.querySelectorAll("#search").forEach(search);
  document.querySelectorAll(".iss-audit").forEach(audit);
  document.querySelectorAll("article").forEach(tally);
  document.querySelectorAll("#book-contents").forEach(marks);
  document.querySelectorAll(".iss-band[open]").forEach(band);
  document.querySelectorAll("#facts-on-this-page > details").forEach(cards);
  // What is searched for stands behind the # of the address, which no server is told.
  for (const form of document.querySelectorAll("form[role=search]")) form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.href = `${form.action}#${new URLSearchParams(new FormData(form))}`;
  });
  // A menu over the text closes when one of its links leads to a place on this page.
  document.addEventListener("click", ({ target }) => {
    const menu = target.closest('a[href^="#"]')?.closest(":popover-open");
    if (menu) menu.hidePopover();
  });
})();
