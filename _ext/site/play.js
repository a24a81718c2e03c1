/* Walks the games that the book's model wrote out when the book was built: it looks up what may be done, what the
   partner answers, where that leads, what it brings and what is said of it. No rule of the game stands here. */
(() => {
  "use strict";
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const play = (root) => {
    const book = JSON.parse(root.querySelector("script").textContent);
    const desk = root.querySelector("template").content.firstElementChild.cloneNode(true);
    const find = (selector) => desk.querySelector(selector);
    const part = (name) => find(`[data-part=${name}]`);
    const [status, debrief, select] = [find("[role=status]"), find(".iss-debrief"), find("select")];
    const noise = part("misread");
    const moves = [...desk.querySelectorAll("[data-move]")];
    const words = book.words.sentences;
    const letters = { ...book.letters, "-": "" };

    const pairs = book.states.menu.map((n) => book.menus[n].match(/../g) || []);
    // Where each year stands: pairs of moves by letter, the states that have them in order.
    const places = new Map();
    for (const pair of [...new Set(pairs.flat())].sort()) {
      pairs.forEach((ways, at) => ways.includes(pair) && places.set(at + pair, places.size));
    }

    let side, other, seat, past, games = 0; // past: the years played, each with the state it led to

    const state = () => (past.length ? past[past.length - 1].after : 0);
    const column = (name, at = state()) => book.states[name][at];
    const total = (who) => past.reduce((sum, year) => sum + book.years[who][year.at], 0);
    const word = (letter) => book.words.moves[letters[letter]] || book.words.gone;
    const rule = () => root.querySelectorAll(".iss-rules dd")[select.selectedIndex].textContent;
    const partner = () => select.selectedOptions[0].text;

    /** What the partner does in a state, by what it remembers of the player's moves. */
    const answer = (at, mine) => {
      const found = book.answers[book.opponents[select.value][other][at]];
      return typeof found === "string" ? found : found[Object.keys(found).find((key) => mine.endsWith(key))];
    };

    /** The years that are open in a state: by the player's letter, their pairs of moves. */
    const open = (at, mine) => {
      const theirs = answer(at, mine);
      return new Map(pairs[at].filter((pair) => pair[1 - seat] === theirs).map((pair) => [pair[seat], pair]));
    };

    /** A move as the partner takes it that year: the same small hash as in the book's code draws the slips. */
    const taken = (letter, year) => {
      let drawn = Math.imul(games * 7919 + year, 2654435761);
      drawn = Math.imul(drawn ^ (drawn >>> 16), 2246822507);
      const slips = ((drawn ^ (drawn >>> 13)) >>> 0) % 100 < (noise.checked ? book.words.misread : 0);
      return (slips && book.misreads[letter]) || letter;
    };

    let last = 0;
    const ends = book.years.next.map((further) => (last += further));
    const after = (at, pair) => ends[places.get(at + pair)];
    const seen = (years = past) => years.map((year) => year.read).join("");

    /** What the player can still reach from a state: a working station by any moves, the most points, and how. */
    const reach = (start, read) => {
      const known = new Map();
      const search = (at, mine) => {
        if (!pairs[at].length) return { keeps: column("flying", at) === 1, points: 0, moves: [] };
        if (!known.has(at + mine)) {
          const ways = inOrder(at, mine).map(([letter, pair]) => {
            const further = search(after(at, pair), (mine + taken(letter, column("year", at))).slice(-2)); // no partner remembers more
            return { keeps: further.keeps, points: further.points + book.years[side][places.get(at + pair)], moves: [letter, ...further.moves] };
          });
          const best = ways.reduce((one, other) => (other.points > one.points ? other : one));
          const keeping = ways.filter((way) => way.keeps).map((way) => way.moves[0]); // now, to a working station
          known.set(at + mine, { ...best, keeps: keeping.length > 0, keeping });
        }
        return known.get(at + mine);
      };
      return search(start, read.slice(-2));
    };

    /** The years that are open in a state, by the player's letters as the book has them. */
    const order = [...Object.keys(book.letters), "-"];
    const inOrder = (at, mine) => [...open(at, mine)].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));

    const mine = ({ pair, read }) => {
      const move = word(pair[seat]);
      return pair[seat] === read ? move : fill(words.misread, { move, taken: word(read) });
    };

    const listed = (words, type) => new Intl.ListFormat("en-GB", { type }).format(words);

    /** In which year the station was lost for good, and which moves would have kept it then. */
    const turn = () => {
      if (column("flying")) return "";
      const found = past.map(({ from }, n) => reach(from, seen(past.slice(0, n))));
      const place = found.findLastIndex((could) => could.keeps);
      if (place < 0) return words.never;
      const moves = listed(found[place].keeping.map(word), "disjunction");
      return fill(words.turned, { year: past[place].year, move: mine(past[place]), moves: moves[0].toUpperCase() + moves.slice(1) });
    };

    /** What the misread moves changed: the same moves again, all of them read rightly. */
    const misreads = () => {
      const wrong = past.filter(({ pair, read }) => pair[seat] !== read);
      let [at, sum, done] = [0, 0, ""];
      for (let n = 0; wrong.length && pairs[at].length; n += 1) {
        const ways = open(at, done);
        const letter = [past[n]?.pair[seat], ...order].find((one) => ways.has(one));
        sum += book.years[side][places.get(at + ways.get(letter))];
        [at, done] = [after(at, ways.get(letter)), done + letter];
      }
      const years = listed(wrong.map(({ year }) => `${year}`), "conjunction");
      return wrong.length ? fill(words.misreads, { years, points: sum, verdict: book.words.verdicts[column("flying", at)] }) : "";
    };

    const most = () => {
      const { points, moves } = reach(0, "");
      const less = points - total(side);
      return fill(less ? words.best : words.top, { points, less, moves: moves.map(word).join(", ") });
    };

    const said = (year) => {
      const told = book.years.told.map((list) => list[year.at]).filter((n) => n >= 0).map((n) => ` ${book.sentences[n]}`);
      return fill(words.year, { year: year.year, mine: mine(year), theirs: word(year.pair[1 - seat]), told: told.join(""), points: book.years[side][year.at] });
    };

    const line = (year) => fill(words.line, {
      year: year.year, mine: mine(year), theirs: word(year.pair[1 - seat]), margin: column("margin", year.after),
      my_v: column(`${side}_v`, year.from), their_v: column(`${other}_v`, year.from), points: book.years[side][year.at],
    });

    /** What a move would do now, found by what it depends on. */
    const does = (name) => {
      if (!name) return "";
      const [year, mine, gone] = [column("year"), column(`${side}_v`), column(`${other}_notice`) === 0];
      const traits = {
        year, gain: book.gains[year], margin: column("margin"),
        mine, theirs: column(`${other}_v`), gap: gone ? mine : "", last: column(`${side}_notice`) === 1 ? year : "",
      };
      const find = (piece) => {
        const [names, cases] = book.effects[name][piece] || ["", {}];
        const here = names && `${names.split(" ").map((trait) => traits[trait])}`;
        return Object.keys(cases).find((phrase) => cases[phrase].split(" ").includes(here)) || "";
      };
      const [margin, worse] = [find("margin"), gone ? "" : find("worse")];
      traits.lost = +(margin === book.words.lost);
      traits.broke = +(worse === book.words.lost);
      const quiet = `${find("points")}, ${margin}${find("more")}`;
      return gone ? `${quiet}.` : fill(words.risk, { quiet, risk: `${find("less")}, ${worse}` });
    };

    const track = (name, value) => {
      part(name).querySelector("b").textContent = value;
      part(name).querySelectorAll("i").forEach((step, n) => step.classList.toggle("iss-on", n < value));
    };

    const show = (message = "") => {
      const over = !pairs[state()].length;
      const ways = over ? new Map() : open(state(), seen());
      const card = [...root.querySelectorAll("details .iss-card")][past.length];
      part("card").replaceChildren(...(over ? [] : [card.cloneNode(true)]));
      track("margin", column("margin"));
      track("mine", column(`${side}_v`));
      track("theirs", column(`${other}_v`));
      track("points", total(side));
      part("line").textContent = over ? "" : fill(words.now, {
        year: column("year"), margin: column("margin"), mine: column(`${side}_v`), theirs: column(`${other}_v`), points: total(side),
      });
      const focused = moves.find((button) => button === document.activeElement);
      for (const button of moves) {
        const name = button.dataset.move;
        button.parentElement.hidden = ![...ways.keys()].some((letter) => letters[letter] === name);
        button.nextElementSibling.textContent = button.parentElement.hidden ? "" : does(name);
      }
      debrief.hidden = !over;
      const log = [fill(words.opening, { side: book.words.sides[side], partner: partner() }), ...past.map(line)];
      if (over) {
        const verdict = book.words.verdicts[column("flying")];
        const result = fill(words.result, { verdict, mine: total(side), theirs: total(other) });
        part("result").textContent = result;
        part("turn").textContent = turn();
        part("misreads").textContent = misreads();
        part("most").textContent = most();
        part("together").textContent = fill(words.together, { points: book.words.together });
        part("rule").textContent = fill(words.partner, { name: partner(), rule: rule() });
        log.push(result);
      }
      part("log").value = log.join("\n");
      status.textContent = message;
      if (focused?.parentElement.hidden) (moves.find((button) => !button.parentElement.hidden) || debrief).focus();
    };

    const restart = (message) => {
      desk.dataset.game = games += 1; // each game has slips of its own
      side = find("input[type=radio]:checked").value;
      other = Object.keys(book.words.sides).find((name) => name !== side);
      seat = Object.keys(book.words.sides).indexOf(side);
      past = [];
      show(message);
    };

    const move = (button) => {
      const [letter, pair] = [...open(state(), seen())].find(([key]) => letters[key] === button.dataset.move);
      const [from, year] = [state(), column("year")];
      past.push({ year, pair, from, at: places.get(from + pair), after: after(from, pair), read: taken(letter, year) });
      show(said(past[past.length - 1]));
    };

    const begun = () => (noise.checked ? words.noise : words.begin);

    const undo = () => {
      const gone = past.pop();
      show(gone ? fill(words.back, gone) : words.nothing);
    };

    desk.addEventListener("click", ({ target }) => {
      if (moves.includes(target)) move(target);
      else if (target.dataset.do === "undo") undo();
      else if (target.dataset.do === "restart") restart(begun());
    });
    desk.addEventListener("change", () => restart(begun()));
    root.querySelector(".iss-without").replaceWith(desk);
    restart("");
  };

  document.querySelectorAll(".iss-game").forEach(play);
})();
