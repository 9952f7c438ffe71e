/* Search field over a plain select: the select keeps the value, the results come from the server.
   Follows the combobox pattern: arrows move, Enter chooses, Escape closes. */
(() => {
  "use strict";
  const WAIT = 200;
  const SHORTEST = 2;

  function enhance(box) {
    const select = box.querySelector("select");
    if (!select || !box.dataset.searchUrl || box.dataset.ready) return;
    box.dataset.ready = "1";
    const list = document.createElement("ul");
    list.id = `${select.id}-list`;
    list.className = "pick-list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.dataset.placeholder);
    list.hidden = true;
    const input = buildInput(box, select, list);
    select.id = `${select.id}-value`;
    select.hidden = true;
    select.required = false;
    box.append(input, list);

    let timer = 0;
    let active = -1;
    const items = () => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function open() {
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    }

    function mark(index) {
      const all = items();
      if (!all.length) return;
      active = (index + all.length) % all.length;
      all.forEach((item, place) => {
        item.id = `${list.id}-${place}`;
        item.setAttribute("aria-selected", String(place === active));
      });
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    }

    function take(item) {
      const { value, label } = item.dataset;
      let option = [...select.options].find((known) => known.value === value);
      if (!option) {
        option = new Option(label, value);
        select.add(option);
      }
      select.value = value;
      input.value = label;
      box.dataset.chosen = label;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      close();
    }

    async function ask() {
      const url = new URL(box.dataset.searchUrl, location.href);
      url.searchParams.set("q", input.value.trim());
      const asked = input.value;
      const answer = await fetch(url, { headers: { "HX-Request": "true" } });
      if (!answer.ok || asked !== input.value) return;
      const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
      list.replaceChildren(...parsed.body.children);
      open();
      active = -1;
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      if (!input.value.trim()) {
        select.value = "";
        box.dataset.chosen = "";
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }
      if (input.value.trim().length < SHORTEST) {
        close();
        return;
      }
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && !list.hidden) mark(active + 1);
      else if (event.key === "ArrowUp" && !list.hidden) mark(active - 1);
      else if (event.key === "Enter" && active >= 0) take(items()[active]);
      else if (event.key === "Escape" && !list.hidden) close();
      else return;
      event.preventDefault();
    });
    /* What was typed but not chosen is no choice: show the real one again. */
    input.addEventListener("blur", () => {
      setTimeout(() => {
        close();
        input.value = box.dataset.chosen || "";
      }, WAIT);
    });
    list.addEventListener("mousedown", (event) => {
      const item = event.target.closest("[role=option]:not([aria-disabled])");
      event.preventDefault();
      if (item) take(item);
    });
  }

  function buildInput(box, select, list) {
    const input = document.createElement("input");
    input.type = "text";
    input.id = select.id;
    input.value = box.dataset.chosen || "";
    input.placeholder = box.dataset.placeholder;
    input.title = box.dataset.hint;
    input.autocomplete = "off";
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    }
    if (select.required) input.setAttribute("aria-required", "true");
    return input;
  }

  function enhanceAll(root) {
    for (const box of root.querySelectorAll("[data-pick]")) enhance(box);
  }

  enhanceAll(document);
  document.addEventListener("htmx:load", (event) => enhanceAll(event.target));
})();
