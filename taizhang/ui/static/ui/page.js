// Small behaviours of every page. All of them are conveniences: without this script each has a plain way
// (a toast leaves with the next page, a filter form has its button, a dialog has its own page).

document.addEventListener("click", (event) => {
  const control = event.target.closest("[data-dismiss], [data-print], [data-opens], [data-closes]");
  if (!control) return;
  if (control.hasAttribute("data-dismiss")) {
    control.closest(".toast").remove();
  } else if (control.hasAttribute("data-print")) {
    window.print();
  } else if (control.hasAttribute("data-closes")) {
    event.preventDefault();
    control.closest("dialog").close();
  } else {
    const dialog = document.getElementById(control.dataset.opens);
    if (dialog && dialog.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
  }
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-sends-itself]");
  if (form) form.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Two presses on a submit button within two seconds are one act. (The server would answer the same twice.)
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 2000);
});

// An act sent by htmx that got no answer, or a broken one, says so. (A refusal comes back with its own reason.)
const say = (words) => {
  const toasts = document.getElementById("toasts");
  const toast = document.createElement("div");
  const text = document.createElement("span");
  const close = document.createElement("button");
  toast.className = "toast due";
  text.className = "grow";
  text.textContent = words;
  close.type = "button";
  close.dataset.dismiss = "";
  close.textContent = toasts.dataset.close;
  toast.append(text, close);
  toasts.replaceChildren(toast);
};
document.addEventListener("htmx:sendError", () => say(document.getElementById("toasts").dataset.noAnswer));
// A panel whose owner shows nothing to this reader goes; it would say for ever that it is loading.
document.addEventListener("htmx:responseError", (event) => {
  const { elt, xhr } = event.detail;
  if ((xhr.status === 403 || xhr.status === 404) && elt.querySelector(":scope > .loading")) elt.remove();
  if (event.detail.xhr.status >= 500) say(document.getElementById("toasts").dataset.broken);
});
