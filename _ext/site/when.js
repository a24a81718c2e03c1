/* Looks a day up in the crew record that the page carries: who was aboard at 12:00 UTC, who came and left, or why
   nobody was there. The words stand in the page, so that page and notebook say the same. */
(() => {
  "use strict";
  const DAY = 86400, NOON = DAY / 2;
  const { fill, setUp } = DOCKED;
  const line = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });

  /** The 00:00Z of a written day in seconds since 1970, or nothing where the calendar has no such day. */
  const parsed = (text) => {
    const [, year, month, day] = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(text) || [];
    const when = new Date(Date.UTC(year, month - 1, day));
    when.setUTCFullYear(year); // a year below 100 is meant as it stands
    return when.getUTCMonth() === month - 1 && when.getUTCDate() === +day ? when.getTime() / 1000 : undefined;
  };

  /** What the record says about a day: a sentence, a line for each person, what else happened. */
  const reader = ({ words, first, days, settled, agencies, arrivals, departures }) => {
    const named = (at) => {
      const when = new Date((first + at) * 1000);
      return `${when.getUTCDate()} ${words.months[when.getUTCMonth()]} ${when.getUTCFullYear()}`;
    };
    const clock = (at) => new Date((first + at) * 1000).toISOString().slice(11, 16);
    const listed = (all) => (all.length < 2 ? all.join() : fill(words.pair, { head: all.slice(0, -1).join(", "), last: all.at(-1) }));
    // Instants are written as the step from the one before.
    [[arrivals, 1], [departures, 0]].forEach(([rows, place]) => rows.reduce((last, row) => (row[place] += last), 0));
    // An arrival is a ship, an instant, and three values a person: name or the number of a name that came before,
    // agency, and how many departures after the arrival's own number theirs stands.
    const names = [], record = [];
    arrivals.forEach(([ship, came, ...rest], number) => {
      for (let n = 0; n < rest.length; n += 3) {
        const [who, agency, wait] = rest.slice(n, n + 3);
        const [left = Infinity, home, toTheDay = 0] = wait === null ? [] : departures[number + wait];
        if (typeof who === "string") names.push(who);
        record.push({ person: names[who] ?? who, agency: agencies[agency], ship, came, left, home, toTheDay });
      }
    });

    /** A sentence for each ship that came or left: visits with the same instant and ship belong together. */
    const told = (found, instant, ship, choose) => {
      const groups = new Map();
      for (const one of found.sort((a, b) => a[instant] - b[instant] || (a[ship] < b[ship] ? -1 : a[ship] > b[ship] ? 1 : 0))) {
        const key = `${one[instant]} ${one[ship]} ${one.toTheDay}`;
        groups.set(key, [...(groups.get(key) || []), one]);
      }
      return [...groups.values()].map((group) => fill(choose(group[0]), {
        names: listed(group.map(({ person }) => person)), ship: group[0][ship], clock: clock(group[0][instant]),
      }));
    };

    const why = (noon) => {
      const next = record.find(({ came }) => came > noon);
      const gone = record.filter(({ left }) => left <= noon).sort((a, b) => b.left - a.left)[0];
      return fill(gone ? words.between : words.first, {
        next_ship: next.ship, next_day: named(next.came), settled: named(settled),
        last_ship: gone?.home, last_day: gone && named(gone.left),
      });
    };

    const whole = (head, people, notes) => ({
      head, people, notes,
      sentence: people.length ? fill(words.sentence, { head, names: listed(people) }) : [head, ...notes].join(" "),
    });

    return (text) => {
      const when = parsed(text);
      if (when === undefined) return whole(fill(words.no_day, { text: text.slice(0, 40) }), [], []);
      const start = when - first, noon = start + NOON, day = named(start);
      const outside = start < 0 ? words.early : start > days * DAY ? words.late : "";
      if (outside) return whole(fill(outside, { day, first_day: named(0), last_day: named(days * DAY) }), [], []);
      const there = record.filter(({ came, left }) => came <= noon && noon < left);
      const today = (at) => start <= at && at < start + DAY;
      const notes = [
        ...told(record.filter(({ came }) => today(came)), "came", "ship", () => words.came),
        ...told(record.filter(({ left }) => today(left)), "left", "home", (one) => (one.toTheDay ? words.left_to_the_day : words.left)),
      ];
      if (!there.length) return whole(`${fill(words.nobody, { day })}.`, [], [why(noon), ...notes]);
      const head = fill(there.length === 1 ? words.one : words.many, { day, number: words.numbers[there.length] || there.length });
      return whole(`${head}:`, there.map(({ person, agency, ship }) => fill(words.person, { name: person, agency, ship })), notes);
    };
  };

  const ask = (root) => {
    const { desk, book } = setUp(root);
    const answer = reader(book);
    const [field, status, button, text] = ["input", "[role=status]", "button", "textarea"].map((name) => desk.querySelector(name));
    const invitation = button.textContent;
    let said;

    const show = (day) => {
      said = answer(day);
      const list = line("ul", "");
      list.append(...said.people.map((one) => line("li", one)));
      status.replaceChildren(line("p", said.head), ...(said.people.length ? [list] : []), ...said.notes.map((one) => line("p", one)));
      button.hidden = parsed(day) === undefined;
      button.textContent = invitation;
      text.hidden = true;
    };
    const chosen = () => {
      show(field.value);
      if (field.value) history.replaceState(null, "", `#when=${field.value}`);
    };
    /** The day that stands in the address. */
    const follow = () => {
      const [, day] = /^#when=(.*)$/s.exec(location.hash) || [];
      if (day === undefined) return;
      field.value = parsed(day) === undefined ? "" : day;
      show(day);
      root.scrollIntoView();
    };
    const copy = async () => {
      const address = new URL(document.querySelector("link[rel=canonical]")?.href || location.href);
      address.hash = `when=${field.value}`;
      text.value = `${said.sentence} ${book.source}; ${address}`;
      try {
        await navigator.clipboard.writeText(text.value);
        button.textContent = book.words.copied;
      } catch { // refused, or an old browser: what is marked can be copied by hand
        text.hidden = false;
        text.select();
        button.textContent = book.words.by_hand;
      }
    };

    field.addEventListener("input", chosen);
    button.addEventListener("click", copy);
    addEventListener("hashchange", follow);
    follow();
  };

  document.querySelectorAll(".iss-when").forEach(ask);
})();
