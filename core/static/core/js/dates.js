/* A calendar beside a day field. The field itself is text, dd/mm/yyyy; the browser's own picker
   only fills it in. */
(() => {
  "use strict";

  function toIso(text) {
    const parts = text.trim().match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/);
    return parts ? `${parts[3]}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}` : "";
  }

  function toText(iso) {
    return iso.split("-").reverse().join("/");
  }

  function enhance(box) {
    const button = box.querySelector("[data-date-open]");
    const text = box.querySelector("input");
    if (!button || box.dataset.ready || !HTMLInputElement.prototype.showPicker) return;
    box.dataset.ready = "1";
    const native = document.createElement("input");
    native.type = "date";
    native.className = "date-native";
    native.tabIndex = -1;
    native.setAttribute("aria-hidden", "true");
    box.append(native);
    button.hidden = false;
    button.addEventListener("click", () => {
      native.value = toIso(text.value);
      native.showPicker();
    });
    native.addEventListener("change", () => {
      if (native.value) text.value = toText(native.value);
      text.dispatchEvent(new Event("change", { bubbles: true }));
      text.focus();
    });
  }

  function enhanceAll(root) {
    for (const box of root.querySelectorAll("[data-date]")) enhance(box);
  }

  enhanceAll(document);
  document.addEventListener("htmx:load", (event) => enhanceAll(event.target));
})();
