/* Computes both sides' weighted scores from the reader's weights, which side is more dependent, and every change of a
   single code by one step that would change this answer. Codes are doubled to whole numbers to avoid rounding errors. */
(() => {
  "use strict";
  const { createElement, format, setUpWidget } = DOCKED;
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

  /** Formats the weighted mean of doubled codes with two decimals, rounded half up. */
  const formatScore = (doubled, weights) =>
    (Math.floor((100 * sum(doubled.map((code, n) => code * weights[n])) + sum(weights)) / (2 * sum(weights))) / 100).toFixed(2);

  const setUpWeights = (root) => {
    const { controls, data: { words, days, codes, presets } } = setUpWidget(root);
    const sliders = [...controls.querySelectorAll("[type=range]")], buttons = [...controls.querySelectorAll("[data-preset]")];
    const [status, reason, summary, list] = ["[role=status]", "[data-part=reason]", "summary", "ul"].map((name) => controls.querySelector(name));
    const functions = Object.values(words.functions);

    /** Describes every change of one code by one step after which the lead has another sign. */
    const findTurns = (doubled, weights, lead) => doubled.flatMap((sideCodes, s) => sideCodes.flatMap((code, n) =>
      [code - 1, code + 1].flatMap((to) => {
        const newLead = lead + (s ? -1 : 1) * weights[n] * (to - code);
        if (to < 0 || to > 2 || Math.sign(newLead) === Math.sign(lead)) return [];
        const then = words.sides[newLead > 0 ? 0 : 1];
        return format(newLead ? words.turns : words.levels, { side: words.sides[s], function: functions[n], code: code / 2, to: to / 2, then });
      })));

    const computeAnswer = (date, weights) => {
      if (!sum(weights)) return { text: words.zero, turns: [] };
      const doubled = codes[date].map((sideCodes) => sideCodes.map((code) => 2 * code));
      const lead = sum(weights.map((weight, n) => weight * (doubled[0][n] - doubled[1][n])));
      const [first, second] = doubled.map((sideCodes) => formatScore(sideCodes, weights));
      const side = words.sides[lead > 0 ? 0 : 1];
      const text = format(lead ? words.leads : words.level, { day: days[date], side, scores: format(words.scores, { first, second }) });
      return { text, turns: findTurns(doubled, weights, lead) };
    };

    const show = () => {
      const weights = sliders.map((slider) => {
        slider.nextElementSibling.value = slider.value;
        return +slider.value;
      });
      const { text, turns } = computeAnswer(controls.querySelector("[type=radio]:checked").value, weights);
      status.textContent = text;
      summary.textContent = format(words.count, { count: turns.length });
      list.replaceChildren(...turns.map((turn) => createElement("li", {}, turn)));
      reason.textContent = words.own;
      for (const button of buttons) {
        const isActive = presets[button.dataset.preset].every((weight, n) => weight === weights[n]);
        button.setAttribute("aria-pressed", isActive);
        if (isActive) reason.textContent = words.presets[button.dataset.preset];
      }
    };

    controls.addEventListener("input", show);
    for (const button of buttons) button.addEventListener("click", () => {
      sliders.forEach((slider, n) => { slider.value = presets[button.dataset.preset][n]; });
      show();
    });
    show();
  };

  document.querySelectorAll(".iss-weights").forEach(setUpWeights);
})();
