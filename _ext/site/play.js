/* Walks the games that the book's model wrote out when the book was built: what may be done, what the partner answers,
   where that leads and what is said of it. No rule of the game stands here. */
(() => {
  "use strict";
  const capital = (text) => text[0].toUpperCase() + text.slice(1);
  const { fill } = DOCKED;

  const play = (root) => {
    const book = JSON.parse(root.querySelector("script").textContent);
    const desk = root.querySelector("template").content.firstElementChild.cloneNode(true);
    const find = (selector) => desk.querySelector(selector);
    const part = (name) => find(`[data-part=${name}]`);
    const [status, debrief, select] = [find("[role=status]"), find(".iss-debrief"), find("select")];
    const noise = part("misread");
    const moves = [...desk.querySelectorAll("[data-move]")];
    const talk = book.words;
    const words = talk.sentences;
    const { letters } = book;

    const pairs = book.states.menu.map((n) => book.menus[n].match(/../g) || []);
    // Where each year stands: pairs of moves by letter, the states that have them in order.
    const places = new Map();
    for (const pair of [...new Set(pairs.flat())].sort()) {
      pairs.forEach((ways, at) => ways.includes(pair) && places.set(at + pair, places.size));
    }

    // past: the years played, each with the state it led to; kept: a game that a new one pushed aside
    let side, other, seat, seed, place, kept, picked, past = [], games = 0;

    const state = () => past.at(-1)?.after ?? 0;
    const column = (name, at = state()) => book.states[name][at];
    const total = (who) => past.reduce((sum, year) => sum + book.years[who][year.at], 0);
    const word = (letter) => talk.moves[letter];
    const partner = () => select.selectedOptions[0].text;

    /** What the partner does in a state, by what it remembers of the player's moves. */
    const answer = (at, mine) => {
      const found = book.answers[book.opponents[select.value][other][at]];
      return typeof found === "string" ? found : found[Object.keys(found).find((key) => mine.endsWith(key))];
    };

    /** The years that are open in a state, in the book's order: by the player's letter, their pairs of moves. */
    const open = (at, mine) => {
      const theirs = answer(at, mine);
      return new Map(pairs[at].filter((pair) => pair[1 - seat] === theirs).map((pair) => [pair[seat], pair]));
    };

    /** A move as the partner takes it that year: the same small hash as in the book's code draws the slips. */
    const taken = (letter, year) => {
      let drawn = Math.imul(seed * 7919 + year, 2654435761);
      drawn = Math.imul(drawn ^ (drawn >>> 16), 2246822507);
      const slips = ((drawn ^ (drawn >>> 13)) >>> 0) % 100 < (noise.checked ? talk.misread : 0);
      return (slips && book.misreads[letter]) || letter;
    };

    let last = 0;
    const ends = book.years.next.map((further) => (last += further));
    /** A year: by what moves, from and to which states, where it stands, and as what the partner takes the player's. */
    const played = (from, pair) => {
      const [at, year] = [places.get(from + pair), column("year", from)];
      return { year, pair, from, at, after: ends[at], points: book.years[side][at], read: gone(from) ? pair[seat] : taken(pair[seat], year) };
    };
    const gone = (at) => column(`${other}_notice`, at) === 0;
    const seen = (years = past) => years.map((year) => year.read).join("");

    /** What the player can still reach from a state: a working station by any moves, the most points, and how. */
    const reach = (start, read) => {
      const known = new Map();
      const search = (at, mine) => {
        const works = column("flying", at);
        if (!pairs[at].length) return { keeps: works, safe: works, points: 0, moves: [] };
        if (!known.has(at + mine)) {
          const ways = [...open(at, mine)].map(([letter, pair]) => {
            const { after, points, read } = played(at, pair);
            const further = search(after, (mine + read).slice(-2)); // no partner remembers more
            return { ...further, points: further.points + points, moves: [letter, ...further.moves] };
          });
          const best = ways.reduce((one, other) => ((other.points - one.points || other.safe - one.safe) > 0 ? other : one));
          const keeping = ways.filter((way) => way.keeps).map((way) => way.moves[0]); // now, to a working station
          known.set(at + mine, { ...best, keeps: keeping.length > 0, keeping });
        }
        return known.get(at + mine);
      };
      return search(start, read.slice(-2));
    };

    const listed = (words, type) => new Intl.ListFormat("en-GB", { type }).format(words);
    const dated = (years) => listed(years.map(({ year }) => `${year}`), "conjunction");

    /** All that the sentences about a year may say: of what came of it all, or only the last. */
    const told = ({ pair, read, from, at, after, ...year }, first = 0) => {
      const moves = pair.includes("-") ? talk.alone : talk.moves;
      const move = moves[pair[seat]];
      const events = book.years.told.map((column) => book.sentences[column[at]]).filter(Boolean).slice(first);
      return {
        ...year, theirs: moves[pair[1 - seat]], told: events.map((said) => ` ${said}`).join(""),
        mine: pair[seat] === read ? move : fill(words.misread, { move, taken: word(read) }),
        others: book.years[other][at], margin: column("margin", after),
        my_v: column(`${side}_v`, from), their_v: column(`${other}_v`, from),
      };
    };
    const them = () => capital(talk.sides[other]);

    /** Whether nobody could do better than a finished game, given what could be had. */
    const perfect = (best) => total(side) === best.points && (column("flying") || !best.keeps);

    /** Which of the two aims a finished game reached. */
    const aims = (best) => {
      const [points, works, { points: most, keeps }, aim, top] = [total(side), column("flying"), best, talk.aim, perfect(best)];
      const [kept, lost] = points > aim ? ["both", "rich"] : most <= aim && keeps ? [top ? "won" : "win", "would"] : ["works", "neither"];
      return fill((top ? words.top : "") + words[works ? kept : top ? "lost" : lost], { mine: points, aim, year: past.at(-1).year, most, partner: partner() });
    };

    /** Why the partner struck or went, why the station holds or is given up, why points are missing. */
    const why = () => {
      const [blows, left, { blow, notice, aim }, works] = [{}, [], talk, column("flying")];
      past.forEach((year, n) => {
        const [last, theirs] = [past[n - 1], year.pair[1 - seat]];
        const answers = last?.read === blow && talk.reacts.includes(select.value);
        const meant = answers && last.pair[seat] === blow;
        if (theirs === blow) (blows[meant ? "right" : answers ? "wrong" : "rule"] ||= []).push(year);
        if (theirs === notice && answers) left.push(fill(words[meant ? "because" : "mistook"], { partner: them(), year: last.year }));
      });
      const told = Object.entries(blows).map(([cause, years]) => {
        const points = years.reduce((sum, { from }) => sum + talk.loss * column(`${side}_v`, from), 0);
        return fill(words.blows, { partner: them(), years: dated(years), cause: words[cause], points });
      });
      told.push(...left);
      if (works && column(`${side}_notice`) === 0) told.push(fill(column(`${other}_v`) ? words.time : words.free, { partner: them() }));
      const [{ year, pair }, margin] = [past.at(-1), column("margin")];
      const key = !works ? margin && "nobody" : pair[seat] === blow ? "safe" : !told[0] && total(side) <= aim && "short";
      return [...told, key ? fill(words[key], { year, margin, aim }) : ""].join(" ");
    };

    /** In which year the station was lost for good and by what, and which moves would have kept it then. */
    const turn = () => {
      place = -1;
      if (column("flying")) return "";
      const found = past.map(({ from }, n) => reach(from, seen(past.slice(0, n))));
      place = found.findLastIndex((could) => could.keeps);
      if (place < 0) return words.never;
      const moves = capital(listed(found[place].keeping.map(word), "disjunction"));
      return fill(words.turned, { ...told(past[place], -1), moves, after: past[place + 1] ? words.after : "" });
    };

    /** What the misread moves changed: the same moves again, all of them read rightly. */
    const misreads = () => {
      const wrong = past.filter(({ pair, read }) => pair[seat] !== read);
      let [at, sum, done] = [0, 0, ""];
      for (let n = 0; wrong.length && pairs[at].length; n += 1) {
        const ways = open(at, done);
        const letter = [past[n]?.pair[seat], ...ways.keys()].find((one) => ways.has(one));
        const { after, points } = played(at, ways.get(letter));
        [at, sum, done] = [after, sum + points, done + letter];
      }
      return wrong.length ? fill(words.misreads, { years: dated(wrong), points: sum, verdict: talk.verdicts[column("flying", at)] }) : "";
    };

    /** The most that could be had, and in a fold the moves that bring it. */
    const most = (best) => {
      const { points, moves, safe } = best;
      const less = points - total(side);
      part("best").parentElement.hidden = !less;
      part("best").textContent = less ? fill(words.moves, { moves: capital(moves.map(word).join(", ")), verdict: talk.verdicts[safe], knew: noise.checked ? words.knew : "" }) : "";
      return less || !perfect(best) ? fill(less ? words.best : words.equal, { points, less }) : "";
    };

    /** What a move would do now, found by what it depends on: if the partner is quiet, and if it is not. */
    const does = (name) => {
      if (!name) return [];
      const [year, mine] = [column("year"), column(`${side}_v`)];
      const traits = {
        year, gain: book.gains[year], margin: column("margin"),
        mine, theirs: column(`${other}_v`), gap: gone() ? mine : "", last: column(`${side}_notice`) === 1 ? year : "",
        final: +!book.gains[year + 1],
      };
      const find = (piece) => {
        const [names, cases] = book.effects[name][piece];
        const here = `${names.split(" ").map((trait) => traits[trait])}`;
        return Object.keys(cases).find((phrase) => cases[phrase].split(" ").includes(here)) || "";
      };
      const [margin, worse] = [find("margin"), gone() ? "" : find("worse")];
      traits.lost = +(margin === talk.lost);
      traits.broke = +(worse === talk.lost);
      const quiet = `${find("points")}, ${margin}${find("more")}`;
      if (gone()) return [`${quiet}.`];
      return [fill(words.quiet, { quiet }), fill(words.risk, { risk: `${parseInt(quiet) - find("less")} points, ${worse}` })];
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
      for (const [name, who] of [["mine", side], ["theirs", other]]) track(name, column(`${who}_v`, over ? past.at(-1).from : state()));
      track("points", total(side));
      part("others").textContent = total(other);
      const { activeElement } = document;
      for (const button of moves) {
        const name = button.dataset.move;
        button.parentElement.hidden = ![...ways.keys()].some((letter) => letters[letter] === name);
        const halves = button.parentElement.hidden ? [] : does(name);
        button.nextElementSibling.querySelectorAll("p").forEach((half, n) => (half.textContent = halves[n] || ""));
      }
      part("beside").textContent = book.sentences[book.beside[side][state()]] ?? "";
      part("who").textContent = fill(words.who, { side: talk.sides[side], partner: partner() });
      const rule = root.querySelectorAll(".iss-rules dd")[select.selectedIndex].textContent;
      part("rule").textContent = fill(words.partner, { name: partner(), rule });
      debrief.hidden = !over;
      const log = [fill(words.opening, { side: talk.sides[side], partner: partner(), noise: noise.checked ? words.may : "" }), ...past.map((year) => fill(words.line, told(year)))];
      if (over) {
        const points = { mine: total(side), theirs: total(other) };
        const best = reach(0, "");
        const said = { aims, points: () => fill(words.points, points), why, turn, misreads, most };
        for (const [name, say] of Object.entries(said)) debrief.querySelector(`[data-part=${name}]`).textContent = say(best);
        act("return").hidden = place < 0;
        act("return").textContent = place < 0 ? "" : fill(words.return, past[place]);
        log.push(fill(words.result, { verdict: talk.verdicts[column("flying")], ...points }));
      }
      part("log").value = log.join("\n");
      act("copy").textContent = words.copy;
      status.textContent = message;
      if (desk.contains(activeElement) && !activeElement.offsetParent) (moves.find((button) => button.offsetParent) || debrief).focus();
    };

    const act = (name) => find(`[data-do=${name}]`);

    /** Takes up a game; each has slips of its own. */
    const take = (years, number) => {
      desk.dataset.game = seed = number;
      side = find("input[type=radio]:checked").value;
      other = Object.keys(talk.sides).find((name) => name !== side);
      seat = Object.keys(talk.sides).indexOf(side);
      [past, picked] = [years, [side, select.value, noise.checked]];
      part("best").parentElement.open = false;
    };

    const restart = () => {
      if (past.length) kept = { past, picked, seed };
      take([], (games += 1));
      show((noise.checked ? words.noise : words.begin) + (kept ? words.kept : ""));
    };

    /** Scrolls no further than needed to show all of it, or its beginning. */
    const bring = (one) => {
      const { top, bottom } = one.getBoundingClientRect();
      const above = top - (document.querySelector(".iss-bar")?.offsetHeight || 0); // on a phone the bar stays
      if (above < 0 || bottom > innerHeight) scrollBy(0, above < 0 ? above : Math.min(above, bottom - innerHeight));
    };

    const move = (button) => {
      const [, pair] = [...open(state(), seen())].find(([letter]) => letters[letter] === button.dataset.move);
      past.push(played(state(), pair));
      show(fill(words.year, told(past.at(-1))));
      bring(debrief.hidden ? part("stage") : debrief);
    };

    const undo = () => {
      const year = past.pop();
      if (!year && kept) {
        const { past: years, picked: [whose, partner, slips], seed: number } = kept;
        find(`input[value=${whose}]`).checked = true;
        [select.value, noise.checked, kept] = [partner, slips, undefined];
        take(years, number);
        return show(words.old);
      }
      show(year ? fill(words.back, year) : words.nothing);
    };

    const back = () => {
      const { year } = past[place];
      past.length = place;
      show(fill(words.return, { year }));
      bring(part("stage"));
    };

    const copy = () => {
      part("log").select();
      if (document.execCommand("copy")) act("copy").textContent = words.copied;
    };

    const acts = { undo, restart: () => bring(part("stage"), restart()), return: back, copy };
    desk.addEventListener("click", ({ target }) => {
      if (moves.includes(target)) move(target);
      else acts[target.dataset.do]?.();
    });
    desk.addEventListener("change", restart);
    root.querySelector(".iss-without").replaceWith(desk);
    take([], (games += 1));
    show();
  };

  document.querySelectorAll(".iss-game").forEach(play);
})();
