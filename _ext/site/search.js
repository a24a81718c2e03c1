/* Finds the sections of the book that match a query, in the list of all pages that search-index.js defines, and shows
   each with its best sentence. */
(() => {
  "use strict";
  const { createElement, format } = DOCKED;
  const MAX_RESULTS = 40;
  // Valid JSON, because tools/page_texts.py parses and translates it.
  const WORDS = {
    "foundOne": "1 place.",
    "found": "{many} places.",
    "foundMany": "{many} places; the first {shown}.",
    "more": "Show all",
    "nothing": "Nothing found for “{query}”."
  };

  /** Normalizes a text for search: no accents, lower case, one kind of hyphen and quotation mark. */
  const normalize = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, "-").replace(/[\u2018\u2019]/g, "'");

  /** Returns a pattern that matches words with the same beginning; an ending is ignored if four letters are left. */
  const wordPattern = (word) => {
    const stem = /\d|ss$/.test(word) ? word : word.replace(/^(.{4,}?)(?:ings?|ed|es|s)$/, "$1");
    return new RegExp(`(?:^|[^\\p{L}\\p{N}])(${stem.replaceAll(".", "\\.")})`, "u");
  };

  /** Returns the patterns of a query and the sections that match most of them, best first: all words in the title of
      the page, then chapters, then all words in the heading, then in the section itself. */
  const findSections = (query) => {
    const words = [...new Set(normalize(query).split(/[^\p{L}\p{N}:.'-]+/u).map((word) => word.replace(/^\W+|[.:'-]+$/gu, "")))];
    const patterns = words.filter(Boolean).slice(0, 12).map(wordPattern);
    const count = (text) => patterns.filter((pattern) => pattern.test(text)).length;
    const sections = DOCKED_PAGES.flatMap(([address, page, folder, parts]) => parts.map(([id, heading, text], n) => {
      const own = normalize(`${heading} ${text}`), title = normalize(page);
      return {
        address: id ? `${address}#${id}` : address, page, heading, text, folder,
        hits: count(`${title} ${own}`), own: count(own), inHeading: count(normalize(heading)), inTitle: n ? 0 : count(title),
      };
    })).filter(({ own }) => own);
    const most = Math.max(0, ...sections.map(({ hits }) => hits));
    const compareHits = (a, b) => (b === most) - (a === most);
    const compare = (a, b) => compareHits(a.inTitle, b.inTitle) || a.folder - b.folder || compareHits(a.inHeading, b.inHeading) || compareHits(a.own, b.own);
    return { patterns, sections: sections.filter(({ hits }) => hits === most).sort(compare) };
  };

  /** Creates a paragraph with the sentence that matches most patterns, the matches marked; at most 40 words of it. */
  const createExcerpt = (text, patterns) => {
    const count = (part) => patterns.filter((pattern) => pattern.test(normalize(part))).length;
    const segments = [...new Intl.Segmenter(document.documentElement.lang, { granularity: "sentence" }).segment(text)];
    const [sentence] = segments.map(({ segment }) => [segment, count(segment)]).reduce((best, other) => (other[1] > best[1] ? other : best), ["", 0]);
    const words = sentence.trim().split(" "), hits = words.map(count);
    const start = words.length > 40 ? Math.max(0, hits.findIndex(Boolean) - 16) : 0;
    return createElement("p", {}, start ? "… " : "", ...words.slice(start, start + 40).flatMap((word, n) =>
      [hits[start + n] ? createElement("mark", {}, word) : word, " "]), start + 40 < words.length ? "…" : "");
  };

  const setUpSearch = (root) => {
    const [field, status, list] = ["input", "[role=status]", "ol"].map((name) => root.querySelector(name));
    const more = createElement("button", { type: "button", class: "iss-rest", hidden: "" }, WORDS.more);
    const show = (maxResults = MAX_RESULTS) => {
      const query = field.value.trim().slice(0, 200);
      const { patterns, sections } = query ? findSections(query) : { patterns: [], sections: [] };
      const many = sections.length, shown = Math.min(many, maxResults);
      const message = shown < many ? WORDS.foundMany : [WORDS.nothing, WORDS.foundOne][many] || WORDS.found;
      status.textContent = query && format(message, { many, shown, query });
      more.hidden = shown === many;
      list.replaceChildren(...sections.slice(0, shown).map(({ address, page, heading, text }) => createElement("li", {},
        createElement("a", { href: address }, heading && !page.endsWith(heading) ? `${page}: ${heading}` : page), createExcerpt(text, patterns))));
    };
    const showAddressed = () => {
      const query = new URLSearchParams(location.hash.slice(1) || location.search).get("q");
      // Without a query in the address, keep what the reader has typed before this script ran.
      if (query !== null) field.value = query;
      show();
    };
    const showAll = () => {
      show(Infinity);
      list.children[MAX_RESULTS].querySelector("a").focus();
    };
    list.after(more);
    more.addEventListener("click", showAll);
    field.addEventListener("input", () => show());
    addEventListener("hashchange", showAddressed);
    showAddressed();
    if (!field.value) field.focus();
  };

  document.querySelectorAll(".iss-search").forEach(setUpSearch);
})();
