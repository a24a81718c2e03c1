/* Lays a page out part by part in idle moments, so that the scroll bar soon tells the truth; all at once where the
   reader arrives in the middle or jumps there. Until then, and without this script, a part is laid out when a reader
   comes near it (book.css). */
(() => {
  "use strict";
  const parts = [...document.querySelectorAll(".bd-article section > :is(section:not([class^=iss-]), .cell)")];
  const later = window.requestIdleCallback || setTimeout;
  const layOut = (many) => parts.splice(0, many).forEach((part) => part.classList.add("laid-out"));
  const goOn = () => {
    layOut(1); // more at a time, and a slow phone would be late to answer a finger
    document.body.getBoundingClientRect(); // now, not with the next frame
    if (parts.length) later(goOn);
  };
  addEventListener("click", (event) => { if (event.target.closest('a[href^="#"]')) layOut(parts.length); }, true);
  const [visit] = performance.getEntriesByType("navigation");
  if (location.hash || visit?.type !== "navigate") layOut(parts.length);
  else later(goOn);
})();
