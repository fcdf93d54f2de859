// How does a shared phone lock itself without losing what somebody was typing?
// Drafts lie in this tab's memory, one per person and form; another person's are thrown away at once.
(() => {
  const { user, idle, awake, unlock, locked } = document.currentScript.dataset;
  const PREFIX = "utkast:";
  const mine = `${PREFIX}${user}:`;
  const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  const read = (key) => JSON.parse(sessionStorage.getItem(key));
  const write = (key, draft) => sessionStorage.setItem(key, JSON.stringify(draft));

  for (const key of keys()) {
    if (!user || !key.startsWith(mine)) sessionStorage.removeItem(key);
  }
  if (!idle) return;

  const typed = (form) => [...form.elements].filter((field) => field.name
    && !["hidden", "password", "file", "submit", "button", "reset"].includes(field.type) && field.tagName !== "BUTTON");
  const forms = () => [...document.forms].filter((form) => form.method === "post" && typed(form).length);
  const keyOf = (form) => `${mine}${location.pathname}:${forms().indexOf(form)}`;

  function restore(form, draft) {
    const waiting = draft.fields.slice();
    for (const field of typed(form)) {
      const at = waiting.findIndex(([name, type]) => name === field.name && type === field.type);
      if (at < 0) continue;
      const [, , value, checked] = waiting.splice(at, 1)[0];
      if (field.type === "checkbox" || field.type === "radio") field.checked = checked;
      else field.value = value;
    }
  }

  if (locked) {
    // What was sent while the phone was locked never arrived, so it is a draft again.
    for (const key of keys()) write(key, { ...read(key), sent: false });
    return;
  }
  for (const key of keys()) {
    if (read(key).sent) sessionStorage.removeItem(key);
  }
  for (const form of forms()) {
    const draft = sessionStorage.getItem(keyOf(form));
    if (draft) restore(form, JSON.parse(draft));
  }

  function keep(event) {
    const form = event.target.form;
    if (!form || !forms().includes(form)) return;
    write(keyOf(form), { sent: false, fields: typed(form).map((f) => [f.name, f.type, f.value, f.checked ?? false]) });
  }
  document.addEventListener("input", keep);
  document.addEventListener("change", keep);
  document.addEventListener("submit", (event) => {
    const key = forms().includes(event.target) ? keyOf(event.target) : null;
    if (key && sessionStorage.getItem(key)) write(key, { ...read(key), sent: true });
  });

  let touched = Date.now();
  let told = Date.now();
  function lockIfIdle() {
    if (Date.now() - touched <= idle * 1000) return;
    document.body.hidden = true;
    location.replace(`${unlock}?${new URLSearchParams({ next: location.pathname + location.search })}`);
  }
  function touch() {
    lockIfIdle();
    touched = Date.now();
    // The server counts visits, not key presses, so it is told that somebody is here.
    if (touched - told > Math.min(60, idle / 5) * 1000) {
      told = touched;
      fetch(awake, { credentials: "same-origin" }).catch(() => {});
    }
  }
  for (const name of ["pointerdown", "keydown", "scroll"]) document.addEventListener(name, touch, { passive: true });
  document.addEventListener("visibilitychange", lockIfIdle);
  window.addEventListener("pageshow", lockIfIdle);
  setInterval(lockIfIdle, 1000);
})();
