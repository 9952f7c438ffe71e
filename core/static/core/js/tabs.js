/* A row of tabs that is wider than the screen: the section that is open stands in sight. */
(() => {
  "use strict";
  function show() {
    for (const here of document.querySelectorAll(".tabs [aria-current]")) {
      const row = here.closest("ul");
      const room = row.clientWidth - here.offsetWidth;
      const start = here.getBoundingClientRect().left - row.getBoundingClientRect().left;
      row.scrollLeft += start - room / 2;
    }
  }
  show();
  document.fonts.ready.then(show);
})();
