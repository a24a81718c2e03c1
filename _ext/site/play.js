/* Plays the game with a table of all possible games from issfacts.game: states, legal moves, the opponents' answers,
   points and texts. The rules of the game are only in Python. */
(() => {
  "use strict";
  const capitalize = (text) => text[0].toUpperCase() + text.slice(1);
  const { copyText, format, joinList, setUpWidget } = DOCKED;

  const setUpGame = (root) => {
    const { controls, data } = setUpWidget(root);
    const find = (selector) => controls.querySelector(selector);
    const part = (name) => find(`[data-part=${name}]`);
    const [status, debrief, select] = [find("[role=status]"), find(".iss-debrief"), find("select")];
    const noiseBox = part("misread");
    const moveButtons = [...controls.querySelectorAll("[data-move]")];
    const actionButton = (name) => find(`[data-do=${name}]`);
    const { words, rules, letters } = data;
    const messages = words.sentences;

    // For each state the possible pairs of moves, as two letters.
    const movePairs = data.states.menu.map((n) => data.menus[n].match(/../g) || []);
    // Index in data.years of each possible year, by its first state and pair of moves.
    const yearIndex = new Map();
    for (const pair of [...new Set(movePairs.flat())].sort()) {
      movePairs.forEach((pairs, state) => pairs.includes(pair) && yearIndex.set(state + pair, yearIndex.size));
    }
    // The last state of each possible year, and the index of its result; both are delta-encoded.
    const addUp = (differences, sum = 0) => differences.map((difference) => (sum += difference));
    const [endStates, resultIndex] = [addUp(data.years.next), addUp(data.years.result)];
    const situations = addUp(data.situations);
    const { results } = data;

    // years: played so far. savedGame: replaced by a new game; Undo restores it.
    // turningPoint: index of the year in which the station was lost, or -1.
    let side, otherSide, sideIndex, seed, turningPoint, savedGame, settings, years = [], gameCount = 0;

    const currentState = () => years.at(-1)?.after ?? 0;
    const stateValue = (name, state = currentState()) => data.states[name][state];
    const totalPoints = (whose) => years.reduce((sum, { index }) => sum + results[whose][index], 0);
    const moveName = (letter) => words.moves[letter];
    const opponentName = () => select.selectedOptions[0].text;
    const partnerName = () => capitalize(words.sides[otherSide]);

    /** Returns the partner's move in a state, given the player's moves as the partner perceived them. */
    const partnerMove = (state, perceived) => {
      const answer = data.answers[data.opponents[select.value][otherSide][situations[state]]];
      return typeof answer === "string" ? answer : answer[Object.keys(answer).find((history) => perceived.endsWith(history))];
    };

    /** Returns the player's options in a state: move -> pair of moves. */
    const pairsByMove = (state, perceived) => {
      const theirs = partnerMove(state, perceived);
      return new Map(movePairs[state].filter((pair) => pair[1 - sideIndex] === theirs).map((pair) => [pair[sideIndex], pair]));
    };

    /** Returns a move as the partner perceives it. The hash is the same as in issfacts.game.playing. */
    const perceive = (letter, year) => {
      let hash = Math.imul(seed * 7919 + year, 2654435761);
      hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
      const isMisread = ((hash ^ (hash >>> 13)) >>> 0) % 100 < (noiseBox.checked ? rules.misread : 0);
      return (isMisread && data.misreads[letter]) || letter;
    };

    const partnerGone = (state) => stateValue(`${otherSide}_notice`, state) === 0;
    /** Creates a year; `perceived` is the player's move as the partner perceives it. */
    const createYear = (from, pair) => {
      const [played, year] = [yearIndex.get(from + pair), stateValue("year", from)];
      const index = resultIndex[played];
      const [mine, theirs] = [pair[sideIndex], pair[1 - sideIndex]];
      const perceived = partnerGone(from) ? mine : perceive(mine, year);
      return { year, mine, theirs, from, index, after: endStates[played], points: results[side][index], perceived };
    };
    const perceivedMoves = (some = years) => some.map(({ perceived }) => perceived).join("");

    /** Searches all games from a state. Returns the most points and their moves, whether the station works after these
        (survives) or after any (canSurvive), and the next moves after which it can (savingMoves). */
    const findBest = (start, earlier) => {
      const cache = new Map();
      const search = (state, history) => {
        const works = stateValue("flying", state);
        if (!movePairs[state].length) return { canSurvive: works, survives: works, points: 0, moves: [] };
        if (!cache.has(state + history)) {
          const options = [...pairsByMove(state, history)].map(([letter, pair]) => {
            const { after, points, perceived } = createYear(state, pair);
            const rest = search(after, (history + perceived).slice(-rules.memory));
            return { ...rest, points: rest.points + points, moves: [letter, ...rest.moves] };
          });
          const best = options.reduce((one, other) => ((other.points - one.points || other.survives - one.survives) > 0 ? other : one));
          const savingMoves = options.filter(({ canSurvive }) => canSurvive).map(({ moves }) => moves[0]);
          cache.set(state + history, { ...best, canSurvive: savingMoves.length > 0, savingMoves });
        }
        return cache.get(state + history);
      };
      return search(start, earlier.slice(-rules.memory));
    };

    const joinYears = (some) => joinList(some.map(({ year }) => `${year}`));

    /** Returns the values for messages about a year; `firstEvent` -1 keeps its last event only. */
    const yearValues = ({ mine, theirs, perceived, from, index, after, ...year }, firstEvent = 0) => {
      const moves = [mine, theirs].includes("-") ? words.alone : words.moves;
      const move = moves[mine];
      const events = results.told.map((column) => data.sentences[column[index]]).filter(Boolean).slice(firstEvent);
      return {
        ...year, theirs: moves[theirs], events: events.map((event) => ` ${event}`).join(""),
        mine: mine === perceived ? move : format(messages.misread, { move, taken: moveName(perceived) }),
        others: results[otherSide][index], margin: stateValue("margin", after),
        my_v: stateValue(`${side}_v`, from), their_v: stateValue(`${otherSide}_v`, from),
      };
    };

    /** Returns whether a finished game has the most points, and the station works if possible. */
    const isOptimal = (best) => totalPoints(side) === best.points && (stateValue("flying") || !best.canSurvive);

    /** Describes which of the two aims a finished game has reached. */
    const describeAims = (best) => {
      const [points, { aim }, optimal] = [totalPoints(side), rules, isOptimal(best)];
      const reachedAim = points > aim, onlyKeepingCounts = best.points <= aim && best.canSurvive;
      const kept = optimal ? "works_played_perfectly" : "works_aim_out_of_reach";
      let key;
      if (stateValue("flying")) key = reachedAim ? "both_aims" : onlyKeepingCounts ? kept : "works_too_few_points";
      else if (optimal) key = "lost_in_any_case";
      else key = reachedAim ? "lost_enough_points" : onlyKeepingCounts ? "lost_aim_out_of_reach" : "no_aim";
      const values = { mine: points, aim, year: years.at(-1).year, most: best.points, opponent: opponentName() };
      return format((optimal ? messages.played_perfectly : "") + messages[key], values);
    };

    /** Explains the partner's attacks and departure, the end of the station, and missing points. */
    const explainGame = () => {
      const { attack, departure, aim, loss, remembering } = rules;
      const attacks = {}, departures = [], works = stateValue("flying"), partner = partnerName();
      years.forEach((year, n) => {
        const [before, { theirs }] = [years[n - 1], year];
        const isReaction = before?.perceived === attack && remembering.includes(select.value);
        const wasMeant = isReaction && before.mine === attack;
        if (theirs === attack) (attacks[wasMeant ? "because_attacked" : isReaction ? "because_misread" : "by_rule"] ||= []).push(year);
        const departed = messages[wasMeant ? "left_because_attacked" : "left_because_misread"];
        if (theirs === departure && isReaction) departures.push(format(departed, { partner, year: before.year }));
      });
      const reasons = Object.entries(attacks).map(([cause, attacked]) => {
        const points = attacked.reduce((sum, { from }) => sum + loss * stateValue(`${side}_v`, from), 0);
        return format(messages.partner_attacked, { partner, years: joinYears(attacked), cause: messages[cause], points });
      });
      reasons.push(...departures);
      if (works && stateValue(`${side}_notice`) === 0) {
        reasons.push(format(stateValue(`${otherSide}_v`) ? messages.time_ran_out : messages.survives_without_need, { partner }));
      }
      const [{ year, mine }, margin] = [years.at(-1), stateValue("margin")];
      let key;
      if (!works) key = margin && "nobody_left";
      else if (mine === attack) key = "attacked_last";
      else if (!reasons[0] && totalPoints(side) <= aim) key = "never_attacked";
      return [...reasons, key ? format(messages[key], { year, margin, aim }) : ""].join(" ");
    };

    /** Describes when the station was lost, and which moves would have kept it; sets turningPoint. */
    const describeTurningPoint = () => {
      turningPoint = -1;
      if (stateValue("flying")) return "";
      const options = years.map(({ from }, n) => findBest(from, perceivedMoves(years.slice(0, n))));
      turningPoint = options.findLastIndex(({ canSurvive }) => canSurvive);
      if (turningPoint < 0) return messages.never_to_be_kept;
      const moves = capitalize(joinList(options[turningPoint].savingMoves.map(moveName), "disjunction"));
      const after = years[turningPoint + 1] ? messages.lost_after : "";
      return format(messages.turning_point, { ...yearValues(years[turningPoint], -1), moves, after });
    };

    /** Describes how the game would have ended if the partner had misread no move. */
    const describeMisreads = () => {
      const misread = years.filter(({ mine, perceived }) => mine !== perceived);
      if (!misread.length) return "";
      let [state, sum, history] = [0, 0, ""];
      for (let n = 0; movePairs[state].length; n += 1) {
        const pairs = pairsByMove(state, history);
        const letter = [years[n]?.mine, ...pairs.keys()].find((move) => pairs.has(move));
        const { after, points } = createYear(state, pairs.get(letter));
        [state, sum, history] = [after, sum + points, history + letter];
      }
      return format(messages.misreads, { years: joinYears(misread), points: sum, verdict: words.verdicts[stateValue("flying", state)] });
    };

    /** Describes the most points possible and the moves that bring them. */
    const describeBest = (best) => {
      const { points, moves, survives } = best;
      const missing = points - totalPoints(side);
      const values = { moves: capitalize(moves.map(moveName).join(", ")), verdict: words.verdicts[survives], knew: noiseBox.checked ? messages.known_in_advance : "" };
      part("best").parentElement.hidden = !missing;
      part("best").textContent = missing ? format(messages.best_moves, values) : "";
      return missing || !isOptimal(best) ? format(missing ? messages.most_points : messages.equal_points, { points, missing }) : "";
    };

    /** Describes the effect of a move if the partner does not attack, and if it does. */
    const describeEffects = (name) => {
      if (!name) return [];
      const [year, mine] = [stateValue("year"), stateValue(`${side}_v`)];
      const traits = {
        year, gain: data.gains[year], margin: stateValue("margin"), mine, theirs: stateValue(`${otherSide}_v`),
        alone: partnerGone() ? mine : "", leaving: stateValue(`${side}_notice`) === 1 ? year : "", last_year: +!data.gains[year + 1],
      };
      /** Returns points, or the index of a sentence. */
      const lookUp = (piece) => {
        const [names, cases] = data.effects[name][piece];
        const current = `${names.split(" ").map((trait) => traits[trait])}`;
        return cases.find(([, group]) => !group || group.split(" ").includes(current))[0];
      };
      traits.lost = +(lookUp("margin") === data.lost);
      traits.attacked_lost = +(lookUp("attacked_margin") === data.lost);
      const points = lookUp("points"), values = { points };
      for (const piece of ["breakdown", "margin", "extras", "attacked_margin"]) values[piece] = data.sentences[lookUp(piece)];
      if (partnerGone()) return [format(messages.effect, values)];
      return [format(messages.if_not_attacked, values), format(messages.if_attacked, { ...values, points: points - lookUp("attacked_loss") })];
    };

    const showTrack = (name, value) => {
      part(name).querySelector("b").textContent = value;
      part(name).querySelectorAll("i").forEach((step, n) => step.classList.toggle("iss-on", n < value));
    };

    const show = (message = "") => {
      const over = !movePairs[currentState()].length;
      const pairs = over ? new Map() : pairsByMove(currentState(), perceivedMoves());
      const card = [...root.querySelectorAll("details .iss-year-card")][years.length];
      part("card").replaceChildren(...(over ? [] : [card.cloneNode(true)]));
      showTrack("margin", stateValue("margin"));
      const state = over ? years.at(-1).from : currentState();
      for (const [name, whose] of [["mine", side], ["theirs", otherSide]]) showTrack(name, stateValue(`${whose}_v`, state));
      showTrack("points", totalPoints(side));
      part("others").textContent = totalPoints(otherSide);
      const { activeElement } = document;
      for (const button of moveButtons) {
        const name = button.dataset.move, option = button.parentElement;
        option.hidden = ![...pairs.keys()].some((letter) => letters[letter] === name);
        const effects = option.hidden ? [] : describeEffects(name);
        button.nextElementSibling.querySelectorAll("p").forEach((line, n) => (line.textContent = effects[n] || ""));
      }
      part("notes").textContent = data.sentences[data.notes[side][situations[currentState()]]] ?? "";
      part("who").textContent = format(messages.players, { side: words.sides[side], opponent: opponentName() });
      const rule = root.querySelectorAll(".iss-rules dd")[select.selectedIndex].textContent;
      part("rule").textContent = format(messages.rule, { name: opponentName(), rule });
      debrief.hidden = !over;
      const opening = { side: words.sides[side], opponent: opponentName(), noise: noiseBox.checked ? messages.may_misread : "" };
      const log = [format(messages.opening, opening), ...years.map((year) => format(messages.line, yearValues(year)))];
      if (over) {
        const points = { mine: totalPoints(side), theirs: totalPoints(otherSide) };
        const best = findBest(0, "");
        const texts = {
          aims: describeAims(best), points: format(messages.points, points), why: explainGame(),
          turn: describeTurningPoint(), misreads: describeMisreads(), most: describeBest(best),
        };
        for (const name in texts) debrief.querySelector(`[data-part=${name}]`).textContent = texts[name];
        actionButton("return").hidden = turningPoint < 0;
        actionButton("return").textContent = turningPoint < 0 ? "" : format(messages.return, years[turningPoint]);
        log.push(format(messages.result, { verdict: words.verdicts[stateValue("flying")], ...points }));
      }
      part("log").value = log.join("\n");
      actionButton("copy").textContent = messages.copy;
      status.textContent = message;
      const focusLost = controls.contains(activeElement) && !activeElement.offsetParent;
      if (focusLost) (moveButtons.find((button) => button.offsetParent) || debrief).focus();
    };

    /** Sets the years and the seed of a game, and the side from the controls. */
    const setGame = (played, number) => {
      controls.dataset.game = seed = number;
      side = find("input[type=radio]:checked").value;
      otherSide = Object.keys(words.sides).find((name) => name !== side);
      sideIndex = Object.keys(words.sides).indexOf(side);
      [years, settings] = [played, [side, select.value, noiseBox.checked]];
      part("best").parentElement.open = false;
    };

    const restart = () => {
      if (years.length) savedGame = { years, settings, seed };
      setGame([], (gameCount += 1));
      show((noiseBox.checked ? messages.new_noisy_game : messages.new_game) + (savedGame ? messages.old_game_kept : ""));
    };

    /** Scrolls as little as necessary to show an element, or its beginning if it is too high. */
    const scrollToShow = (element) => {
      const { top, bottom } = element.getBoundingClientRect();
      // On a phone the bar covers the upper edge of the window.
      const above = top - (document.querySelector(".iss-bar")?.offsetHeight || 0);
      if (above < 0 || bottom > innerHeight) scrollBy(0, above < 0 ? above : Math.min(above, bottom - innerHeight));
    };

    const playMove = (button) => {
      const [, pair] = [...pairsByMove(currentState(), perceivedMoves())].find(([letter]) => letters[letter] === button.dataset.move);
      years.push(createYear(currentState(), pair));
      show(format(messages.year, yearValues(years.at(-1))));
      scrollToShow(debrief.hidden ? part("stage") : debrief);
    };

    const undo = () => {
      const year = years.pop();
      if (!year && savedGame) {
        const [savedSide, opponent, noise] = savedGame.settings;
        find(`input[value=${savedSide}]`).checked = true;
        [select.value, noiseBox.checked] = [opponent, noise];
        setGame(savedGame.years, savedGame.seed);
        savedGame = undefined;
        return show(messages.old_game_back);
      }
      show(year ? format(messages.undone, year) : messages.nothing_to_undo);
    };

    const returnToTurningPoint = () => {
      const { year } = years[turningPoint];
      years.length = turningPoint;
      show(format(messages.return, { year }));
      scrollToShow(part("stage"));
    };

    const copyLog = () => {
      copyText(part("log").value, actionButton("copy"), messages.copied, () => part("log").select());
    };

    const restartAndScroll = () => {
      restart();
      scrollToShow(part("stage"));
    };
    const actions = { undo, restart: restartAndScroll, return: returnToTurningPoint, copy: copyLog };
    controls.addEventListener("click", ({ target }) => {
      if (moveButtons.includes(target)) playMove(target);
      else actions[target.dataset.do]?.();
    });
    controls.addEventListener("change", restart);
    root.querySelector(".iss-without").remove();
    setGame([], (gameCount += 1));
    show();
  };

  document.querySelectorAll(".iss-game").forEach(setUpGame);
})();
