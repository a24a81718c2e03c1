/* Looks up a day in the crew record that the page contains: who was aboard at 12:00 UTC, who arrived and departed, or
   why nobody was aboard. The texts come from the page's data, so that page and notebook show the same. */
(() => {
  "use strict";
  const DAY = 86400, NOON = DAY / 2;
  const { format, setUpWidget } = DOCKED;
  const createElement = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });

  /** Parses YYYY-MM-DD to its 00:00Z in seconds since 1970, or undefined if there is no such day. */
  const parseDay = (text) => {
    const [, year, month, day] = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(text) || [];
    const date = new Date(Date.UTC(year, month - 1, day));
    // Date.UTC reads a year below 100 as 19xx.
    date.setUTCFullYear(year);
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === +day ? date.getTime() / 1000 : undefined;
  };

  /** Returns a function that answers a day (text) with a heading, a list of people, notes, and all of it as a sentence.
      Within it, instants are seconds since `first`, the first day of the record. */
  const createLookup = ({ words, first, days, settled, agencies, arrivals, departures }) => {
    const formatDay = (at) => {
      const date = new Date((first + at) * 1000);
      return `${date.getUTCDate()} ${words.months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
    };
    const formatTime = (at) => new Date((first + at) * 1000).toISOString().slice(11, 16);
    const joinNames = (names) => (names.length < 2 ? names.join() : format(words.pair, { head: names.slice(0, -1).join(", "), last: names.at(-1) }));
    // Instants are delta-encoded: each is stored as the difference to the one before.
    [[arrivals, 1], [departures, 0]].forEach(([rows, column]) => rows.reduce((last, row) => (row[column] += last), 0));
    // An arrival is [ship, instant, and three values a person]: the name, or the number of a name that came before; the
    // number of the agency; the number of the departure minus that of the arrival, or null.
    const names = [], stays = [];
    arrivals.forEach(([ship, came, ...people], number) => {
      for (let n = 0; n < people.length; n += 3) {
        const [name, agency, offset] = people.slice(n, n + 3);
        const [left = Infinity, returnShip, toTheDay = 0] = offset === null ? [] : departures[number + offset];
        if (typeof name === "string") names.push(name);
        stays.push({ person: names[name] ?? name, agency: agencies[agency], ship, came, left, returnShip, toTheDay });
      }
    });

    /** Returns a sentence for each group of people who arrived or departed at the same instant with the same ship. */
    const describeTraffic = (group, instant, ship, chooseText) => {
      const groups = new Map();
      const compareShips = (a, b) => (a[ship] < b[ship] ? -1 : a[ship] > b[ship] ? 1 : 0);
      for (const stay of group.sort((a, b) => a[instant] - b[instant] || compareShips(a, b))) {
        const key = `${stay[instant]} ${stay[ship]} ${stay.toTheDay}`;
        groups.set(key, [...(groups.get(key) || []), stay]);
      }
      return [...groups.values()].map((stays) => format(chooseText(stays[0]), {
        names: joinNames(stays.map(({ person }) => person)), ship: stays[0][ship], clock: formatTime(stays[0][instant]),
      }));
    };

    const explainNobody = (noon) => {
      const next = stays.find(({ came }) => came > noon);
      const last = stays.filter(({ left }) => left <= noon).sort((a, b) => b.left - a.left)[0];
      return format(last ? words.between : words.first, {
        next_ship: next.ship, next_day: formatDay(next.came), settled: formatDay(settled),
        last_ship: last?.returnShip, last_day: last && formatDay(last.left),
      });
    };

    const createAnswer = (head, people = [], notes = []) => ({
      head, people, notes,
      sentence: people.length ? format(words.sentence, { head, names: joinNames(people) }) : [head, ...notes].join(" "),
    });

    return (text) => {
      const seconds = parseDay(text);
      if (seconds === undefined) return createAnswer(format(words.no_day, { text: text.slice(0, 40) }));
      const start = seconds - first, noon = start + NOON, day = formatDay(start);
      const outside = start < 0 ? words.early : start > days * DAY ? words.late : "";
      if (outside) return createAnswer(format(outside, { day, first_day: formatDay(0), last_day: formatDay(days * DAY) }));
      const aboard = stays.filter(({ came, left }) => came <= noon && noon < left);
      const isToday = (at) => start <= at && at < start + DAY;
      const notes = [
        ...describeTraffic(stays.filter(({ came }) => isToday(came)), "came", "ship", () => words.came),
        ...describeTraffic(stays.filter(({ left }) => isToday(left)), "left", "returnShip", ({ toTheDay }) => (toTheDay ? words.left_to_the_day : words.left)),
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
      const list = createElement("ul", "");
      list.append(...answer.people.map((person) => createElement("li", person)));
      status.replaceChildren(createElement("p", answer.head), ...(answer.people.length ? [list] : []), ...answer.notes.map((note) => createElement("p", note)));
      button.hidden = parseDay(day) === undefined;
      button.textContent = copyLabel;
      text.hidden = true;
    };
    const showChosen = () => {
      show(field.value);
      if (field.value) history.replaceState(null, "", `#when=${field.value}`);
    };
    const showAddressed = () => {
      const [, day] = /^#when=(.*)$/s.exec(location.hash) || [];
      if (day === undefined) return;
      field.value = parseDay(day) === undefined ? "" : day;
      show(day);
      root.scrollIntoView();
    };
    const copy = async () => {
      const address = new URL(document.querySelector("link[rel=canonical]")?.href || location.href);
      address.hash = `when=${field.value}`;
      text.value = `${answer.sentence} ${data.source}; ${address}`;
      try {
        await navigator.clipboard.writeText(text.value);
        button.textContent = data.words.copied;
      } catch {
        // Clipboard refused or missing: show and select the text, so that the reader can copy it.
        text.hidden = false;
        text.select();
        button.textContent = data.words.by_hand;
      }
    };

    field.addEventListener("input", showChosen);
    button.addEventListener("click", copy);
    addEventListener("hashchange", showAddressed);
    showAddressed();
  };

  document.querySelectorAll(".iss-when").forEach(setUpDayLookup);
})();
