/* Forms: warn before leaving what was typed, keep drafts of long texts in this tab, send once,
   lead to the first error. */
(() => {
  "use strict";
  const SENT = "drafts-sent";
  const dirty = new Set();

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) dirty.add(form);
    if (event.target.matches("textarea[data-draft]")) keepDraft(event.target);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) dirty.add(form);
    if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty.size === 0) return;
    event.preventDefault();
    event.returnValue = ""; /* Browsers before 2024 ask only with this. */
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    dirty.delete(form);
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    markSent([...form.querySelectorAll("textarea[data-draft]")].map(draftKey));
  });
  /* Coming back with the back button must not leave the form dead. */
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  function draftKey(field) {
    return `draft:${location.pathname}:${field.id || field.name}`;
  }

  function keepDraft(field) {
    try {
      sessionStorage.setItem(draftKey(field), field.value);
    } catch {
      return; /* Storage is full or closed: the text itself is still in the page. */
    }
    const state = field.form && field.form.querySelector("[data-saved-text]");
    if (state) state.textContent = state.dataset.savedText;
  }

  /* A draft is dropped only when the next page confirms the act: a session that ran out while
     sending must not cost the text. */
  function markSent(keys) {
    try {
      sessionStorage.setItem(SENT, JSON.stringify(keys));
    } catch {
      return;
    }
  }

  function dropConfirmed() {
    if (!document.querySelector(".toast.tone-ok")) return;
    try {
      const keys = JSON.parse(sessionStorage.getItem(SENT) || "[]");
      for (const key of [...keys, SENT]) sessionStorage.removeItem(key);
    } catch {
      return;
    }
  }

  function readDraft(field) {
    try {
      return sessionStorage.getItem(draftKey(field));
    } catch {
      return null;
    }
  }

  dropConfirmed();
  for (const field of document.querySelectorAll("textarea[data-draft]")) {
    const draft = readDraft(field);
    if (draft && draft !== field.value && field.value === field.defaultValue) {
      field.value = draft;
      keepDraft(field);
    }
  }

  const problem = document.querySelector("[data-focus]");
  if (problem) problem.focus();
})();
