/* Weighs the codes by the reader's sliders: both sides' scores, which side lacked more, and every
   single code that, moved one step, would turn that answer. Whole numbers throughout: codes count in halves. */
(() => {
  "use strict";
  const { fill, setUp } = DOCKED;
  const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

  /** The weighted mean of codes in hundredths, a half rounded up, as text. */
  const score = (halves, weights) => (Math.floor((100 * sum(halves.map((code, n) => code * weights[n])) + sum(weights)) / (2 * sum(weights))) / 100).toFixed(2);

  const weigh = (root) => {
    const { desk, book: { words, days, codes, presets } } = setUp(root);
    const sliders = [...desk.querySelectorAll("[type=range]")], buttons = [...desk.querySelectorAll("[data-preset]")];
    const [status, reason, summary, list] = ["[role=status]", "[data-part=reason]", "summary", "ul"].map((name) => desk.querySelector(name));
    const functions = Object.values(words.functions);

    const answer = (date, weights) => {
      if (!sum(weights)) return { said: words.zero, turns: [] };
      const halves = codes[date].map((side) => side.map((code) => 2 * code));
      const lead = sum(weights.map((weight, n) => weight * (halves[0][n] - halves[1][n])));
      const [first, second] = halves.map((side) => score(side, weights));
      const side = words.sides[lead > 0 ? 0 : 1];
      const said = fill(lead ? words.leads : words.level, { day: days[date], side, scores: fill(words.scores, { first, second }) });
      const turns = halves.flatMap((own, s) => own.flatMap((code, n) => [code - 1, code + 1].flatMap((to) => {
        const moved = lead + (s ? -1 : 1) * weights[n] * (to - code);
        if (to < 0 || to > 2 || Math.sign(moved) === Math.sign(lead)) return [];
        const then = words.sides[moved > 0 ? 0 : 1];
        return fill(moved ? words.turns : words.levels, { side: words.sides[s], function: functions[n], code: code / 2, to: to / 2, then });
      })));
      return { said, turns };
    };

    const show = () => {
      const weights = sliders.map((slider) => {
        slider.nextElementSibling.value = slider.value;
        return +slider.value;
      });
      const { said, turns } = answer(desk.querySelector("[type=radio]:checked").value, weights);
      status.textContent = said;
      summary.textContent = fill(words.count, { count: turns.length });
      list.replaceChildren(...turns.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
      reason.textContent = "";
      for (const button of buttons) {
        const same = presets[button.dataset.preset].every((weight, n) => weight === weights[n]);
        button.setAttribute("aria-pressed", same);
        if (same) reason.textContent = words.presets[button.dataset.preset];
      }
    };

    desk.addEventListener("input", show);
    for (const button of buttons) button.addEventListener("click", () => {
      sliders.forEach((slider, n) => { slider.value = presets[button.dataset.preset][n]; });
      show();
    });
    show();
  };

  document.querySelectorAll(".iss-weights").forEach(weigh);
})();
