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
    const moves = [...desk.querySelectorAll("[data-move]")];
    const words = book.words.sentences;
    const letters = { "-": "", ...book.letters };

    const pairs = book.states.menu.map((n) => book.menus[n].match(/../g) || []);
    // Where each year stands: pairs of moves by letter, the states that have them in order.
    const places = new Map();
    for (const pair of [...new Set(pairs.flat())].sort()) {
      pairs.forEach((ways, at) => ways.includes(pair) && places.set(at + pair, places.size));
    }

    let side, other, seat, past; // past: the years played, each with the state it led to

    const state = () => (past.length ? past[past.length - 1].after : 0);
    const column = (name, at = state()) => book.states[name][at];
    const points = (who) => past.reduce((sum, year) => sum + book.years[who][year.at], 0);
    const word = (letter) => book.words.moves[letters[letter]] || book.words.gone;
    const partner = () => select.selectedOptions[0].text;

    /** What the partner does now, by what it remembers. */
    const answer = () => {
      const found = book.answers[book.opponents[select.value][other][state()]];
      const mine = past.map((year) => year.pair[seat]).join("");
      return typeof found === "string" ? found : found[Object.keys(found).find((key) => mine.endsWith(key))];
    };

    /** The years that are open now: by the player's letter, their pairs of moves. */
    const open = () => {
      const theirs = answer();
      return new Map(pairs[state()].filter((pair) => pair[1 - seat] === theirs).map((pair) => [pair[seat], pair]));
    };

    const said = ({ year, pair, at }) => {
      const told = book.years.told.map((list) => list[at]).filter((n) => n >= 0).map((n) => ` ${book.sentences[n]}`);
      return fill(words.year, { year, mine: word(pair[seat]), theirs: word(pair[1 - seat]), told: told.join(""), points: book.years[side][at] });
    };

    const line = ({ year, pair, at, after }) => fill(words.line, {
      year, mine: word(pair[seat]), theirs: word(pair[1 - seat]), margin: column("margin", after),
      my_v: column(`${side}_v`, after), their_v: column(`${other}_v`, after), points: book.years[side][at],
    });

    const track = (name, value) => {
      part(name).querySelector("b").textContent = value;
      part(name).querySelectorAll("i").forEach((step, n) => step.classList.toggle("iss-on", n < value));
    };

    const show = (message = "") => {
      const over = !pairs[state()].length;
      const ways = over ? new Map() : open();
      const card = [...root.querySelectorAll("details .iss-card")][past.length];
      part("card").replaceChildren(...(over ? [] : [card.cloneNode(true)]));
      track("margin", column("margin"));
      track("mine", column(`${side}_v`));
      track("theirs", column(`${other}_v`));
      track("points", points(side));
      const focused = moves.find((button) => button === document.activeElement);
      for (const button of moves) {
        button.hidden = ![...ways.keys()].some((letter) => letters[letter] === button.dataset.move);
      }
      debrief.hidden = !over;
      const log = [fill(words.opening, { side: book.words.sides[side], partner: partner() }), ...past.map(line)];
      if (over) {
        const verdict = book.words.verdicts[column("flying")];
        const result = fill(words.result, { verdict, mine: points(side), theirs: points(other) });
        part("result").textContent = result;
        part("rule").textContent = `${partner()}: ${book.words.rules[select.value]}`;
        log.push(result);
      }
      part("log").value = log.join("\n");
      status.textContent = message;
      if (focused?.hidden) (moves.find((button) => !button.hidden) || debrief).focus();
    };

    const restart = (message) => {
      side = find("input:checked").value;
      other = Object.keys(book.words.sides).find((name) => name !== side);
      seat = Object.keys(book.words.sides).indexOf(side);
      past = [];
      show(message);
    };

    const move = (button) => {
      const [, pair] = [...open()].find(([letter]) => letters[letter] === button.dataset.move);
      const at = places.get(state() + pair);
      past.push({ year: column("year"), pair, at, after: state() + book.years.next[at] });
      show(said(past[past.length - 1]));
    };

    const undo = () => {
      const gone = past.pop();
      show(gone ? fill(words.back, gone) : words.nothing);
    };

    desk.addEventListener("click", ({ target }) => {
      if (moves.includes(target)) move(target);
      else if (target.dataset.do === "undo") undo();
      else if (target.dataset.do === "restart") restart(words.begin);
    });
    desk.addEventListener("change", () => restart(words.begin));
    root.querySelector(".iss-without").replaceWith(desk);
    restart("");
  };

  document.querySelectorAll(".iss-game").forEach(play);
})();
