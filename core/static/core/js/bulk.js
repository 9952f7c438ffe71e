/* Acting on many rows: mark all, count what is marked, no act without a mark. */
(() => {
  "use strict";

  function refresh(form) {
    const rows = [...form.querySelectorAll("[data-select-row]")];
    const marked = rows.filter((row) => row.checked).length;
    const all = form.querySelector("[data-select-all]");
    if (all) {
      all.hidden = false;
      all.checked = rows.length > 0 && marked === rows.length;
      all.indeterminate = marked > 0 && marked < rows.length;
    }
    form.classList.toggle("bulk-marked", marked > 0);
    const count = form.querySelector("[data-count-template]");
    if (count) {
      count.dataset.empty ??= count.textContent;
      count.textContent = marked
        ? count.dataset.countTemplate.replace("{n}", marked.toLocaleString("vi-VN"))
        : count.dataset.empty;
    }
    for (const button of form.querySelectorAll(".bulk-bar button")) button.disabled = marked === 0;
  }

  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-bulk]");
    if (!form) return;
    if (event.target.matches("[data-select-all]")) {
      for (const row of form.querySelectorAll("[data-select-row]")) row.checked = event.target.checked;
    }
    refresh(form);
  });

  function start(root) {
    for (const form of root.querySelectorAll("[data-bulk]")) refresh(form);
  }

  start(document);
  document.addEventListener("htmx:load", (event) => start(event.target));
})();
