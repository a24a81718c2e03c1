const slides = [...document.querySelectorAll(".slide")];
const filling = matchMedia("(min-width: 60rem) and (min-height: 30rem)"); // there one slide fills the screen
const STEPS = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1, PageDown: 1, PageUp: -1, " ": 1 };
const END = { Home: 0, End: slides.length - 1 };
const shown = () => slides.findIndex((slide) => slide.getBoundingClientRect().bottom > innerHeight / 2);
const show = (place) => location.replace("#" + slides[Math.min(Math.max(place, 0), slides.length - 1)].id);

addEventListener("keydown", (event) => {
  const { key, target } = event;
  const sideways = key === "ArrowRight" || key === "ArrowLeft";
  const box = target.closest(".picture, .scroll");
  if (event.ctrlKey || event.altKey || event.metaKey || !(key in STEPS || key in END)) return;
  if (sideways ? box && box.scrollWidth > box.clientWidth : !filling.matches) return; // what scrolls goes on scrolling
  event.preventDefault();
  show(key in END ? END[key] : shown() + (key === " " && event.shiftKey ? -1 : STEPS[key]));
});
addEventListener("click", (event) => {
  if (filling.matches && !event.target.closest("a") && getSelection().isCollapsed) show(shown() + 1);
});
