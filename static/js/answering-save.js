// Saves the answers as they are given. Comfort only: without this file the buttons save.
// One save at a time; what is not saved yet lies in this tab's session storage and is tried again until it is.
(() => {
  "use strict";
  // The page with two versions carries all that was typed: the copy in this tab has served.
  const chosen = document.querySelector("[data-forget]");
  if (chosen) sessionStorage.removeItem(`answers:${chosen.dataset.forget}:${location.pathname}`);

  const form = document.getElementById("answers");
  const place = document.getElementById("saved");
  if (!form || !place || !form.dataset.save) return;

  const words = form.dataset;
  const draftName = `answers:${words.person}:${location.pathname}`;
  const WAITS = [2000, 4000, 8000, 15000, 30000];
  let dirty = false, saving = false, stopped = false, failures = 0, timer = 0, pressed = null;

  // What stands in the form, but for what the server gives.
  const typed = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && !name.endsWith("-tab"));
  const body = () => new URLSearchParams([...new FormData(form)]);

  const say = (text, kind, link) => {
    place.className = `saved ${kind}`;
    place.parentElement.classList.toggle("in-sight", kind === "warns" || kind === "blocks");
    if (place.textContent === text) return;
    place.textContent = text;
    if (link) place.append(" ", link);
  };

  const keep = () => {
    try { sessionStorage.setItem(draftName, JSON.stringify(typed())); } catch { /* full or forbidden: the form itself still holds it */ }
  };
  const forget = () => sessionStorage.removeItem(draftName);

  const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };

  const changed = (wait) => {
    dirty = true;
    keep();
    if (!stopped && !(failures && timer)) later(wait);
  };

  // What was pressed waits until everything is saved: a button, a link, or Enter in a field, which is the form itself.
  const wait = (what) => {
    pressed = what;
    form.setAttribute("aria-busy", "true");
    dirty = true;
    keep();
    if (!saving) save();
  };

  const goOn = () => {
    const what = pressed;
    if (!what) return;
    pressed = null;
    form.removeAttribute("aria-busy");
    leaving = true;
    if (what.href) location.assign(what.href);
    else form.requestSubmit(what === form ? null : what);
  };
  let leaving = false;

  // At each field that is typed: what was understood of it, or why it was not.
  const sayBack = ({ refused, understood }) => {
    form.querySelectorAll("[data-understood]").forEach((note) => {
      const key = note.dataset.understood;
      const typed = note.parentElement.querySelector("input[type=text]").value.trim();
      const text = (typed && (refused[key] || understood[key])) || "";
      note.classList.toggle("refused", key in refused);
      note.hidden = !text;
      if (note.textContent !== text) note.textContent = text;
    });
  };

  const taken = (reply) => {
    form.elements.version.value = reply.version;
    form.elements.seen.value = reply.seen;
    failures = 0;
    if (dirty) { keep(); later(400); return; }
    sayBack(reply);
    if (reply.unread) { keep(); say(`${reply.saved}. ${words.unread}`, "warns"); } else { forget(); say(reply.saved, "good"); }
    goOn();
  };

  // Nothing more is saved by itself; what was typed stays in the form and in this tab.
  const stop = (text, label, act) => {
    stopped = true;
    const way = document.createElement("button");
    way.type = "button";
    way.className = "btn-link saved-way";
    way.textContent = label;
    way.addEventListener("click", act);
    say(text, "blocks", way);
  };

  const seeBoth = () => {
    const then = document.createElement("input");
    then.type = "hidden";
    then.name = "then";
    then.value = "stay";
    form.append(then);
    leaving = true;
    form.requestSubmit();
  };

  const failed = () => {
    dirty = true;
    failures += 1;
    say(navigator.onLine ? words.retrying : words.offline, "warns");
    later(WAITS[Math.min(failures, WAITS.length) - 1]);
  };

  const answered = async (answer) => {
    if (answer.ok && !answer.redirected) return taken(await answer.json());
    if (answer.status === 409) {
      dirty = true;
      if (pressed && !pressed.href) return goOn();
      pressed = null;
      form.removeAttribute("aria-busy");
      const { closed } = await answer.json();
      return closed ? stop(`${closed}. ${words.kept}`, words.look, seeBoth) : stop(words.conflict, words.both, seeBoth);
    }
    if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404) {
      dirty = true;
      return stop(words.away, words.reload, () => location.reload());
    }
    return failed();
  };

  async function save() {
    clearTimeout(timer);
    timer = 0;
    if (saving || stopped || !dirty) return;
    saving = true;
    dirty = false;
    if (!failures) say(words.saving, "");
    try {
      const signal = AbortSignal.timeout(15000);
      const answer = await fetch(words.save, { method: "POST", body: body(), redirect: "manual", signal, headers: { Accept: "application/json" } });
      await answered(answer);
    } catch {
      failed();
    } finally {
      saving = false;
      if (dirty && !timer && !stopped) later(400);
    }
  }

  // A button saves first, then goes on; while the server is away nobody is led to a page that is not there.
  form.addEventListener("submit", (event) => {
    if (leaving || stopped) return;
    if (!dirty && !saving && navigator.onLine) return;
    event.preventDefault();
    wait(event.submitter || form);
  });

  // A link does the same, so that the next page knows what was typed last. Pressed once more, it does not wait.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const elsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || elsewhere || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (event.defaultPrevented || link.getAttribute("href").startsWith("#") || link === pressed) return;
    if (stopped || !(dirty || saving) || !navigator.onLine) return;
    event.preventDefault();
    wait(link);
  });

  const ours = (event) => event.target.form === form && !event.target.name.endsWith("-tab") && event.target.type !== "hidden";
  form.addEventListener("change", (event) => { if (ours(event)) changed(300); });
  form.addEventListener("input", (event) => { if (ours(event)) changed(1500); });
  addEventListener("online", () => { if (dirty && !stopped) save(); });
  addEventListener("offline", () => say(words.offline, "warns"));
  document.addEventListener("visibilitychange", () => { if (document.hidden && dirty) save(); });
  addEventListener("pageshow", (event) => { if (event.persisted) { leaving = false; pressed = null; form.removeAttribute("aria-busy"); } });

  // What a reload, a crash or a sign-out has interrupted. It is put back with the version it was typed on, so that
  // nothing that was saved meanwhile is overwritten.
  const restore = () => {
    let draft = null;
    try { draft = JSON.parse(sessionStorage.getItem(draftName)); } catch { forget(); }
    if (!Array.isArray(draft) || JSON.stringify(draft) === JSON.stringify(typed())) return;
    const values = new Map();
    for (const [name, value] of draft) values.set(name, [...(values.get(name) || []), value]);
    for (const field of form.elements) {
      if (!field.name || field.name === "csrfmiddlewaretoken" || field.name.endsWith("-tab") || field.type === "submit") continue;
      const sent = values.get(field.name) || [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = sent.includes(field.value);
      else if (field.type !== "hidden" || ["version", "seen"].includes(field.name)) field.value = sent.at(-1) ?? field.value;
    }
    say(words.restored, "");
    changed(300);
  };
  if (!document.getElementById("errors")) restore();
})();
