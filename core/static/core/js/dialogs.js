/* Dialogs, menus and messages: opening, closing, returning the focus. Everything listens on the
   document, so parts loaded later work too. */
(() => {
  "use strict";

  function openDialog(id) {
    const dialog = document.getElementById(id);
    if (!(dialog instanceof HTMLDialogElement)) return false;
    if (!dialog.open) dialog.showModal();
    const first = dialog.querySelector("textarea, input:not([type=hidden]), select");
    if (first) first.focus();
    return true;
  }

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open-dialog]");
    if (opener && openDialog(opener.dataset.openDialog)) {
      event.preventDefault();
      return;
    }
    if (event.target.closest("[data-close-dialog]")) {
      event.target.closest("dialog").close();
      return;
    }
    if (event.target instanceof HTMLDialogElement && isOutside(event)) {
      event.target.close();
      return;
    }
    const dismiss = event.target.closest("[data-dismiss]");
    if (dismiss) dismiss.closest(dismiss.dataset.dismiss).remove();
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  /* A link that acts as a button also answers the space bar. */
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.matches("a[role=button]")) {
      event.preventDefault();
      event.target.click();
    }
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  function isOutside(event) {
    const box = event.target.getBoundingClientRect();
    return (
      event.clientX < box.left ||
      event.clientX > box.right ||
      event.clientY < box.top ||
      event.clientY > box.bottom
    );
  }

  for (const button of document.querySelectorAll("[data-dismiss]")) button.hidden = false;

  const hint = document.querySelector(".hint-offline");
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(name, () => {
      if (!hint) return;
      hint.textContent = hint.dataset.netMessage;
      hint.hidden = false;
    });
  }
  document.addEventListener("htmx:beforeSend", () => {
    if (hint) hint.hidden = true;
  });

  window.openDialog = openDialog;
})();
