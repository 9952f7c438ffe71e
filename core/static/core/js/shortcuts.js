/* "/" goes to the search field, Ctrl-K opens the palette; arrows walk through its results. */
(() => {
  "use strict";
  const palette = document.querySelector("[data-palette]");

  function isTyping(element) {
    return element.closest("input, textarea, select, [contenteditable]") !== null;
  }

  document.addEventListener("keydown", (event) => {
    if (palette && event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      window.openDialog(palette.id);
      return;
    }
    if (event.key === "/" && !event.ctrlKey && !event.altKey && !isTyping(event.target)) {
      const field = document.getElementById("tim-kiem");
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.select();
    }
  });

  if (!palette) return;
  palette.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [palette.querySelector("input"), ...palette.querySelectorAll(".menu-list a")];
    const here = stops.indexOf(document.activeElement);
    const step = event.key === "ArrowDown" ? 1 : -1;
    stops[(here + step + stops.length) % stops.length].focus();
    event.preventDefault();
  });
})();
