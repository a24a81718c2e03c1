/* Lays a page out part by part in the browser's idle moments, or at once where the address points into it. Until then,
   and without this script, a part is laid out when a reader comes near it (book.css). */
(() => {
  "use strict";
  const parts = [...document.querySelectorAll(".bd-article section > section:not([class^=iss-])")];
  const later = window.requestIdleCallback || setTimeout;
  const layOut = () => {
    for (const part of parts.splice(0, location.hash ? parts.length : 1)) part.classList.add("laid-out");
    if (parts.length) later(layOut);
  };
  if (location.hash) layOut();
  else later(layOut);
})();
