/* Lays a page out part by part in idle moments, so that the scroll bar soon tells the truth; all at once where the
   reader arrives in the middle or jumps there. Until then, and without this script, a part is laid out when a reader
   comes near it (book.css). */
(() => {
  "use strict";
  const SHARE = 3; // milliseconds of an idle moment: more, and a slow phone would be late to answer a finger
  const parts = [...document.querySelectorAll(".bd-article section > :is(section:not([class^=iss-]), .cell)")];
  const later = window.requestIdleCallback || setTimeout;
  const layOut = (many) => parts.splice(0, many).forEach((part) => part.classList.add("laid-out"));
  const goOn = () => {
    const begun = performance.now();
    do {
      layOut(1);
      document.body.getBoundingClientRect(); // now, not with the next frame
    } while (parts.length && performance.now() - begun < SHARE);
    if (parts.length) later(goOn);
  };
  addEventListener("click", (event) => { if (event.target.closest('a[href^="#"]')) layOut(parts.length); }, true);
  const [visit] = performance.getEntriesByType("navigation");
  if (location.hash || visit?.type !== "navigate") layOut(parts.length);
  else later(goOn);
})();
