/* Audits: a checklist with boxes to tick, and a field whose text is counted; nothing leaves the page. */
(() => {
  "use strict";
  const { createElement, format } = DOCKED;
  // Valid JSON, because tools/page_texts.py parses and translates it.
  const WORDS = {
    "ticked": "{ticked} of {all} ticked",
    "draft": "Paste your draft here. It stays on this page: nothing is sent, nothing is kept.",
    "counts": [
      "Words: {n}. At an easy pace that is {minutes} min of reading.",
      "Dates: {n}. Has each number its day?",
      "Links: {n}. Can a reader look up each factual sentence?",
      "Quotations: {n}. Does each say who spoke, and when?"
    ]
  };

  /** Counts how often all of the given substrings or patterns occur in a text: the least of their counts. */
  const countAll = (text, ...parts) => Math.min(...parts.map((part) => text.split(part).length - 1));

  /** Counts words, dates, links and quotations of a draft, each in linear time. */
  const countDraft = (draft) => {
    const months = ["long", "short"].flatMap((month) => [...Array(12).keys()].map((n) =>
      new Intl.DateTimeFormat(document.documentElement.lang, { month }).format(new Date(2000, n, 1)).replace(".", "")));
    const month = `(?:${months.join("|")})\\.?`;
    const date = `\\b(?:\\d{1,2}\\.? ${month}(?:,? \\d{4})?|${month} (?:\\d{1,2}, )?\\d{1,4}|\\d{4}-\\d\\d-\\d\\d|(?:19|20)\\d\\d)\\b`;
    // A date in an address is not part of the text.
    const text = draft.replace(/https?:\/\/\S+/g, " ");
    return [
      text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length,
      (text.match(new RegExp(date, "g")) || []).length,
      countAll(draft, /https?:\/\/\S/) + countAll(draft, /\]\((?!https?:)\S/),
      Math.floor(countAll(draft, '"') / 2) + countAll(draft, "“", "”") + countAll(draft, "„") + countAll(draft, "«", "»"),
    ];
  };

  /** Adds checkboxes to a checklist, and a text field for a draft whose counts appear after a pause in typing. */
  const setUpAudit = (root) => {
    const ticked = createElement("p", { class: "iss-hint", role: "status" });
    const boxes = [...root.querySelectorAll("li")].map((item) => {
      const box = createElement("input", { type: "checkbox", autocomplete: "off", "aria-label": item.querySelector("summary").lastChild.textContent.trim() });
      item.prepend(box);
      return box;
    });
    // A spelling checker may send the text to a server.
    const field = createElement("textarea", { rows: 6, autocomplete: "off", spellcheck: "false" });
    const list = createElement("div", { class: "iss-counts", role: "status" });
    const showTicked = () => {
      ticked.textContent = format(WORDS.ticked, { ticked: boxes.filter((box) => box.checked).length, all: boxes.length });
    };
    const showCounts = () => {
      const counts = countDraft(field.value), minutes = Math.ceil(counts[0] / 200);
      list.replaceChildren(...(field.value.trim() ? counts : []).map((n, i) => createElement("p", {}, format(WORDS.counts[i], { n, minutes }))));
    };
    let timer;
    root.append(ticked, createElement("label", { class: "iss-draft" }, WORDS.draft, field), list);
    root.addEventListener("change", showTicked);
    field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(showCounts, 300); });
    showTicked();
  };

  document.querySelectorAll(".iss-audit").forEach(setUpAudit);
})();
