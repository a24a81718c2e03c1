/* Computes both sides' weighted scores from the reader's weights and which side is more dependent, by our codes and by
   those of our second coder. Codes are doubled to whole numbers to avoid rounding errors. */
(() => {
  "use strict";
  const { format, setUpWidget } = DOCKED;
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

  /** Formats the weighted mean of doubled codes with two decimals, rounded half up. */
  const formatScore = (doubled, weights) =>
    (Math.floor((100 * sum(doubled.map((code, n) => code * weights[n])) + sum(weights)) / (2 * sum(weights))) / 100).toFixed(2);

  const setUpWeights = (root) => {
    const { controls, data: { words, days, codes, second, marks, presets } } = setUpWidget(root);
    const sliders = [...controls.querySelectorAll("[type=range]")], buttons = [...controls.querySelectorAll("[data-preset]")];
    const [status, reason, other] = ["[role=status]", "[data-part=reason]", "[data-part=second]"].map((name) => controls.querySelector(name));

    /** Returns the side that lacked more by these codes, empty if neither did, and both scores as text. */
    const compare = (codes, weights) => {
      const doubled = codes.map((sideCodes) => sideCodes.map((code) => 2 * code));
      const lead = sum(weights.map((weight, n) => weight * (doubled[0][n] - doubled[1][n])));
      const [first, second] = doubled.map((sideCodes) => formatScore(sideCodes, weights));
      return { side: lead ? words.sides[lead > 0 ? 0 : 1] : "", scores: format(words.scores, { first, second }) };
    };

    const describe = (date, weights) => {
      if (!sum(weights)) return [words.zero, ""];
      const ours = compare(codes[date], weights), theirs = compare(second[date], weights), mark = marks[date];
      return [
        format(ours.side ? words.leads : words.level, { day: days[date], ...ours }),
        mark ? format(theirs.side ? words.second_leads : words.second_level, { mark, ...theirs }) : words.second_same,
      ];
    };

    const show = () => {
      const weights = sliders.map((slider) => {
        slider.nextElementSibling.value = slider.value;
        return +slider.value;
      });
      [status.textContent, other.textContent] = describe(controls.querySelector("[type=radio]:checked").value, weights);
      reason.textContent = "";
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
