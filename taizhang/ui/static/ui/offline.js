// Forms that work without a line, and the pages that hold them.
//
//   <form method="post" data-offline="what the act is, in words" [data-mend="where a refused one is corrected"]
//         [data-offline-each]>      each sending is an act of its own; else one act stands for the address
//
// Sending such a form puts it into the queue first and tries the line at once. Its page is kept on the device for the
// person who opened it; pages of anybody else are thrown away, and all of them when nobody is signed in.
// A button with a name asks the server for something and is not queued.

import { deliver, everything, flush, line, own, person, put } from "./queue.js";

const KEPT = "taizhang-pages-";
const SHELL = "taizhang-shell";
const AGAIN = 20_000;
const words = document.getElementById("line-words");
const forms = Array.from(document.querySelectorAll("form[data-offline]"));
const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

// --- the badge ---

const badge = document.querySelector("[data-waiting]");
const count = async () => {
  if (!badge) return;
  const mine = await own();
  badge.hidden = mine.length === 0;
  badge.querySelector("b").textContent = mine.length;
  badge.classList.toggle("refused", mine.some((act) => act.state === "refused"));
};

// --- keeping pages ---

const forget = async () => {
  const kept = (await caches.keys()).filter((name) => name.startsWith(KEPT) && name !== KEPT + person);
  await Promise.all(kept.map((name) => caches.delete(name)));
};

const keepPage = async (address) => {
  const answer = await fetch(address, { cache: "no-store" });
  if (!answer.ok || answer.redirected) return;
  const copy = answer.clone();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const reader = page.querySelector("meta[name=line]");
  if (!reader || reader.content !== person) return;
  // its parts first: a page that is there without its script would show nothing, and queue nothing
  await keepParts(Array.from(page.querySelectorAll("script[src], link[href]"), (part) => part.getAttribute("src") || part.getAttribute("href")));
  await (await caches.open(KEPT + person)).put(address, copy);
};

// Styles and scripts, and what they fetch themselves; each once a page.
const parts = new Map();
const keepParts = (addresses) =>
  Promise.all(
    addresses.map((address) => {
      const { href } = new URL(address, location.href);
      if (!parts.has(href)) parts.set(href, caches.open(SHELL).then((shell) => shell.add(href)));
      return parts.get(href);
    }),
  );

const keepShell = () => {
  const fetched = performance.getEntriesByType("resource").map((entry) => entry.name);
  const here = fetched.filter((address) => address.startsWith(location.origin) && /\.(css|js|svg)$/.test(new URL(address).pathname));
  return keepParts([line.dataset.lost, ...here]);
};

const keep = async () => {
  if (!navigator.serviceWorker) return;
  const ahead = Array.from(document.querySelectorAll("a[data-kept]"), (link) => link.href);
  if (!forms.length && !ahead.length) return;
  await navigator.serviceWorker.register(line.dataset.worker, { scope: "/" });
  const here = forms.length ? [location.origin + location.pathname] : [];
  await keepShell();
  await Promise.all([...here, ...ahead, badge.querySelector("a").href].map(keepPage));
};

// --- forms ---

const note = (form, text, wrong) => {
  let place = form.querySelector(".line-note");
  if (!place) {
    place = document.createElement("p");
    form.prepend(place);
  }
  place.className = wrong ? "wash line-note due" : "wash line-note";
  place.setAttribute("role", wrong ? "alert" : "status");
  place.textContent = text;
};

// What a reader sees of the form: what was chosen otherwise than offered first, and what was typed.
const saysOf = (form) => {
  const said = [];
  form.querySelectorAll("fieldset").forEach((group) => {
    const chosen = group.querySelector("input[type=radio]:checked");
    if (!chosen || chosen === group.querySelector("input[type=radio]")) return;
    said.push([group.querySelector("legend").textContent.trim(), chosen.closest("label").textContent.trim()]);
  });
  form.querySelectorAll("input:not([type=radio], [type=hidden], [type=checkbox]), textarea, select").forEach((input) => {
    const label = input.labels && input.labels[0];
    const value = input.matches("select") ? input.selectedOptions[0] && input.selectedOptions[0].textContent : input.value;
    if (label && value) said.push([label.textContent.trim(), value.trim()]);
  });
  return said;
};

const fill = (form, act) => {
  form.querySelectorAll("input[type=checkbox]").forEach((input) => (input.checked = false));
  act.fields.forEach(([name, value]) => {
    form.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type=hidden], [type=file])`).forEach((input) => {
      if (input.matches("[type=radio], [type=checkbox]")) input.checked = input.checked || input.value === value;
      else input.value = value;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
};

const tell = (form, act, outcome) => {
  if (outcome && outcome.refused) note(form, outcome.refused.reason, true);
  else if (act.state === "refused") note(form, act.reason, true);
  else note(form, `${words.dataset.queued} ${clock.format(new Date(act.at))}`, false);
};

// A page opened again shows what was written on it: the act that waits for this address, or the refused one it mends.
const resume = async (form) => {
  const key = form.querySelector("[name=key]");
  const wanted = new URLSearchParams(location.hash.slice(1)).get("mend");
  const mine = await own();
  const refused = wanted && mine.find((act) => act.key === wanted);
  if (refused) {
    fill(form, refused);
    form.dataset.instead = refused.key;
    note(form, refused.reason, true);
    return;
  }
  if ("offlineEach" in form.dataset) {
    // the page may come from the device, with a key that was used before
    key.value = crypto.randomUUID ? crypto.randomUUID() : key.value;
    return;
  }
  const held = mine.find((act) => act.path === location.pathname);
  if (!held) return;
  key.value = held.key;
  fill(form, held);
  tell(form, held);
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!forms.includes(form) || event.defaultPrevented || !person || (event.submitter && event.submitter.name)) return;
  event.preventDefault();
  const act = {
    key: form.querySelector("[name=key]").value,
    person,
    path: new URL(form.action).pathname,
    title: form.dataset.offline,
    fields: Array.from(new FormData(form)).filter(([name]) => name !== "csrfmiddlewaretoken"),
    says: saysOf(form),
    at: new Date().toISOString(),
    state: "waiting",
    instead: form.dataset.instead || "",
  };
  try {
    await put(act);
  } catch {
    form.submit(); // a browser that keeps nothing sends as it always did
    return;
  }
  const outcome = await deliver(act);
  delete form.dataset.sent;
  if (outcome.done) location.assign(outcome.done);
  else tell(form, act, outcome);
  form.querySelector(".line-note")?.scrollIntoView({ block: "center" });
});

// --- the line comes back ---

const again = async () => {
  for (const [act, outcome] of await flush()) {
    const form = forms.find((one) => new URL(one.action).pathname === act.path);
    if (form && outcome.done) location.assign(outcome.done);
    else if (form && outcome.refused) tell(form, act, outcome);
    document.dispatchEvent(new CustomEvent("queue:sent", { detail: { act, outcome } }));
  }
};

const begin = async () => {
  if (window.caches) await forget();
  if (!person) return;
  await Promise.all(forms.map(resume));
  await count();
  document.addEventListener("queue:changed", count);
  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  setInterval(async () => (await own()).some((act) => act.state === "waiting") && again(), AGAIN);
  if ((await everything()).length) await again();
  await keep();
  // a panel that arrives later may hold links to sheets
  document.addEventListener("htmx:afterSettle", (event) => event.detail.elt.querySelector("a[data-kept]") && keep().catch(() => {}));
};

// A browser that may keep nothing on the device, and a line that breaks while a page is kept, leave the page as it was.
if (line) begin().catch(() => {});
