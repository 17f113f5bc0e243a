// Comfort only: every page works without this file.
(() => {
  "use strict";
  document.documentElement.classList.add("js");

  // A menu closes on Escape and on a tap elsewhere.
  const openMenus = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("click", (event) => {
    openMenus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });

  // A details with data-remember stays as the person left it, in this tab.
  document.querySelectorAll("details[data-remember][id]").forEach((details) => {
    const key = `open:${location.pathname}:${details.id}`;
    const known = sessionStorage.getItem(key);
    if (known !== null) details.open = known === "1";
    details.addEventListener("toggle", () => sessionStorage.setItem(key, details.open ? "1" : "0"));
  });

  // <select data-submit> and <input data-submit> send their form when they change.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });

  // <button type="button" data-copy="text" data-copied="Copied"> puts the text on the clipboard.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button || !navigator.clipboard) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied || button.textContent;
  });

  // Errors first: the summary of what to correct receives the focus.
  const errors = document.getElementById("errors");
  if (errors) errors.focus();
})();
