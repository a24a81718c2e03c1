/* Looks up a day in the crew record that the page contains: who was aboard at 12:00 UTC, who arrived and departed, or
   why nobody was aboard. The texts come from the page's data, so that page and notebook show the same. */
(() => {
  "use strict";
  const { copyText, createElement, format, joinList, setUpWidget } = DOCKED;

  /** Parses YYYY-MM-DD to a Date, or undefined if there is no such day. */
  const parseDay = (text) => {
    const [, year, month, day] = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(text) || [];
    const date = new Date(Date.UTC(year, month - 1, day));
    // Date.UTC reads a year below 100 as 19xx.
    date.setUTCFullYear(year);
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === +day ? date : undefined;
  };

  /** Returns a function that answers a day (text) with a heading, a list of people, notes, and all of it as a sentence.
      Days and instants are ISO texts, which compare as texts. */
  const createLookup = ({ words, first, last, settled, arrivals, departures, stays: rows }) => {
    const stays = rows.map(([person, agency, arrival, departure]) => {
      const [ship, came] = arrivals[arrival];
      const [return_ship, left, dayOnly] = departures[departure];
      return { person, agency, ship, came, return_ship, left, dayOnly };
    });
    const formatDay = (text) => {
      const [year, month, day] = text.split(/[-T]/);
      return `${+day} ${words.months[month - 1]} ${+year}`;
    };

    /** Returns a sentence for each group of people who arrived or departed at the same instant with the same ship. */
    const describeTraffic = (day, instant, ship, chooseText) => {
      const groups = {};
      for (const stay of stays.filter((stay) => stay[instant]?.startsWith(day))) {
        (groups[[stay[instant], stay[ship], chooseText(stay)]] ||= []).push(stay);
      }
      return Object.keys(groups).sort().map((key) => {
        const [stay] = groups[key];
        const names = joinList(groups[key].map(({ person }) => person));
        return format(chooseText(stay), { names, ship: stay[ship], clock: stay[instant].slice(11, 16) });
      });
    };

    const explainNobody = (noon) => {
      const next = stays.find(({ came }) => came > noon);
      const previous = stays.filter(({ left }) => left && left <= noon).sort((a, b) => (a.left < b.left ? 1 : -1))[0];
      return format(previous ? words.between : words.first, {
        next_ship: next.ship, next_day: formatDay(next.came), settled: formatDay(settled),
        last_ship: previous?.return_ship, last_day: previous && formatDay(previous.left),
      });
    };

    const createAnswer = (head, people = [], notes = []) => ({
      head, people, notes,
      sentence: people.length ? format(words.sentence, { head, names: joinList(people) }) : [head, ...notes].join(" "),
    });

    return (text) => {
      const date = parseDay(text);
      if (!date) return createAnswer(format(words.no_day, { text: text.slice(0, 40) }));
      const day = formatDay(text), noon = `${text}T12:00`;
      const outside = date < new Date(first) ? words.early : date > new Date(last) ? words.late : "";
      if (outside) return createAnswer(format(outside, { day, first_day: formatDay(first), last_day: formatDay(last) }));
      const aboard = stays.filter(({ came, left }) => came <= noon && (!left || noon < left));
      const notes = [
        ...describeTraffic(text, "came", "ship", () => words.came),
        ...describeTraffic(text, "left", "return_ship", ({ dayOnly }) => (dayOnly ? words.left_to_the_day : words.left)),
      ];
      if (!aboard.length) return createAnswer(`${format(words.nobody, { day })}.`, [], [explainNobody(noon), ...notes]);
      const head = format(aboard.length === 1 ? words.one : words.many, { day, number: words.numbers[aboard.length] || aboard.length });
      return createAnswer(`${head}:`, aboard.map(({ person, agency, ship }) => format(words.person, { name: person, agency, ship })), notes);
    };
  };

  const setUpDayLookup = (root) => {
    const { controls, data } = setUpWidget(root);
    const lookUp = createLookup(data);
    const [field, status, button, text] = ["input", "[role=status]", "button", "textarea"].map((name) => controls.querySelector(name));
    const copyLabel = button.textContent;
    let answer;

    const show = (day) => {
      answer = lookUp(day);
      const list = createElement("ul", {}, ...answer.people.map((person) => createElement("li", {}, person)));
      status.replaceChildren(createElement("p", {}, answer.head), ...(answer.people.length ? [list] : []), ...answer.notes.map((note) => createElement("p", {}, note)));
      button.hidden = !parseDay(day);
      button.textContent = copyLabel;
      text.hidden = true;
    };
    const showChosen = () => {
      show(field.value);
      history.replaceState(null, "", field.value ? `#when=${field.value}` : location.pathname + location.search);
    };
    const showAddressed = () => {
      const [, day] = /^#when=(.*)$/s.exec(location.hash) || [];
      if (day === undefined) return;
      field.value = parseDay(day) ? day : "";
      show(day);
      root.scrollIntoView();
    };
    const copy = () => {
      const address = new URL(document.querySelector("link[rel=canonical]")?.href || location.href);
      address.hash = `when=${field.value}`;
      text.value = `${answer.sentence} ${data.source}; ${address}`;
      copyText(text.value, button, data.words.copied, () => {
        text.hidden = false;
        text.select();
        button.textContent = data.words.by_hand;
      });
    };

    field.addEventListener("input", showChosen);
    button.addEventListener("click", copy);
    addEventListener("hashchange", showAddressed);
    showAddressed();
  };

  document.querySelectorAll(".iss-when").forEach(setUpDayLookup);
})();
