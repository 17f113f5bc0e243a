// Makes and shows passkeys: the server says what to ask the browser for, the form takes its answer back.
(() => {
  "use strict";
  const parts = window.webauthnJSON;

  const ask = async (form) => {
    const token = form.elements.namedItem("csrfmiddlewaretoken").value;
    const response = await fetch(form.dataset.options, { method: "POST", headers: { "X-CSRFToken": token } });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return response.json();
  };

  const go = async (form) => {
    const failed = form.querySelector("[data-failed]");
    failed.hidden = true;
    form.setAttribute("aria-busy", "true");
    try {
      const options = await ask(form);
      const answer = form.dataset.passkey === "make" ? await parts.create(options) : await parts.get(options);
      form.elements.namedItem("credential").value = JSON.stringify(answer);
      form.submit();
    } catch {
      failed.hidden = false;
      form.removeAttribute("aria-busy");
    }
  };

  for (const form of document.querySelectorAll("[data-passkey]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!form.hasAttribute("aria-busy")) go(form);
    });
  }
})();
