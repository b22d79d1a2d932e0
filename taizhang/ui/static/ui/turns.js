// Acts of one list in turn. An answer to an act may bring the whole list anew: two of them crossing would show the older
// state over the newer one, and the form of the second is gone when the first answer replaces it. So inside an element
// marked [data-in-turn] (with an id, which the answer may replace) an act pressed while another is under way waits, and is
// sent, with its own key, after the answer. Pressing the same form again while it is under way is one act. The fields that
// the element's hx-include names go along as they stand when the act is sent.

const waiting = [];
let under = null; // the form whose act is under way, and its request

document.addEventListener("htmx:confirm", (event) => {
  const form = event.target;
  const list = form.closest("[data-in-turn]");
  if (!list || event.detail.verb !== "post" || !under) return;
  event.preventDefault();
  if (form === under.form || waiting.some((act) => act.form === form)) return;
  const pressed = event.detail.triggeringEvent && event.detail.triggeringEvent.submitter;
  waiting.push({ form, body: new FormData(form, pressed), url: event.detail.path, list: list.id });
  const item = form.closest("[data-item]");
  if (item) item.setAttribute("aria-busy", "true");
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, xhr } = event.detail;
  if (!under && elt.matches("[data-in-turn] form")) under = { form: elt, xhr };
  else if (under && !under.xhr) under.xhr = xhr;
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (!under || event.detail.xhr !== under.xhr) return;
  const next = waiting.shift();
  under = next ? { form: next.form, xhr: null } : null;
  if (!next) return;
  const also = document.getElementById(next.list)?.getAttribute("hx-include");
  if (also) document.querySelectorAll(also).forEach((field) => next.body.set(field.name, field.value));
  window.htmx.ajax("POST", next.url, { target: `#${next.list}`, swap: "outerHTML", values: next.body });
});

// Leaving the page takes nothing back: what was pressed is sent all the same.
window.addEventListener("pagehide", () => {
  waiting.splice(0).forEach(({ body, url }) => fetch(url, { method: "POST", body, keepalive: true }));
});
