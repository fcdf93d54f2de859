// What becomes easier where scripts run? Every page works without this file.

// Also for what htmx swaps in; on a whole page the autofocus attribute has already done it.
function focusErrors(root) {
  root.querySelector("[data-lk-focus]")?.focus();
}

function askInDialog(details) {
  const box = details.querySelector(".lk-confirm__box");
  const dialog = document.createElement("dialog");
  dialog.className = "ds-dialog";
  const question = box.querySelector(".lk-confirm__question");
  question.id ||= `fraga-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  dialog.setAttribute("aria-labelledby", question.id);
  const close = box.querySelector("[data-lk-close]");
  close.hidden = false;
  dialog.append(box);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || close.contains(event.target)) dialog.close();
  });
  dialog.addEventListener("close", () => {
    close.hidden = true;
    details.append(box);
    dialog.remove();
    details.querySelector("summary").focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const summary = event.target.closest("[data-lk-confirm] > summary");
  if (summary) {
    event.preventDefault();
    askInDialog(summary.parentElement);
    return;
  }
  if (event.target.closest("[data-lk-print]")) window.print();
  for (const menu of document.querySelectorAll("[data-lk-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("[data-lk-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A form that is being sent is not sent twice by an impatient second press.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.lkSent) event.preventDefault();
  form.dataset.lkSent = "1";
  // A form that answers with a file leaves the page as it is, and may be sent again.
  setTimeout(() => delete form.dataset.lkSent, 3000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.lkSent;
});

document.addEventListener("htmx:after:swap", (event) => focusErrors(event.target instanceof Element ? event.target : document));

for (const button of document.querySelectorAll("[data-lk-print]")) button.hidden = false;
focusErrors(document);
