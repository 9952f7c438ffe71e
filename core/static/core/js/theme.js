/* Light, dark or as the system says. The choice lives in a cookie so that the server can put it
   into the page and nothing flashes. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("script");

  const YEAR_IN_SECONDS = 31536000;
  const secure = location.protocol === "https:" ? "; Secure" : "";

  function show(choice) {
    for (const button of document.querySelectorAll("[data-theme-value]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeValue === choice));
    }
  }

  function choose(choice) {
    if (choice) {
      root.dataset.theme = choice;
      document.cookie = `theme=${choice}; path=/; max-age=${YEAR_IN_SECONDS}; SameSite=Lax${secure}`;
    } else {
      delete root.dataset.theme;
      document.cookie = `theme=; path=/; max-age=0; SameSite=Lax${secure}`;
    }
    show(choice);
  }

  for (const group of document.querySelectorAll("[data-theme-choice]")) {
    group.hidden = false;
    group.addEventListener("click", (event) => {
      const button = event.target.closest("[data-theme-value]");
      if (button) choose(button.dataset.themeValue);
    });
  }
  show(root.dataset.theme || "");
})();
