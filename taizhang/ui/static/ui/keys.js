// Keys for a list worked by keyboard. Inside an element marked [data-keys] (and only while the focus is inside it,
// so that single letters never surprise a reader or a dictation program):
//   J and K            move to the next and previous [data-item]; N to the next one marked [data-open]
//   Z                  takes the last act back, as the button of its message does
//   any other letter or digit presses the element marked data-key="letter" in the current item, else anywhere in the area

const items = (area) => Array.from(area.querySelectorAll("[data-item]"));

const current = (area) => area.querySelector("[data-item][aria-current=true]");

const choose = (area, item) => {
  const before = current(area);
  if (before) before.removeAttribute("aria-current");
  item.setAttribute("aria-current", "true");
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
  item.dispatchEvent(new CustomEvent("item:chosen", { bubbles: true }));
};

const move = (area, step) => {
  const all = items(area);
  const place = all.indexOf(current(area));
  const next = all[Math.min(Math.max(place + step, 0), all.length - 1)];
  if (next) choose(area, next);
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const area = event.target.closest("[data-keys]");
  if (!area) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") {
    event.preventDefault();
    move(area, key === "j" ? 1 : -1);
    return;
  }
  if (key === "n") {
    const all = items(area);
    const after = all.slice(all.indexOf(current(area)) + 1).concat(all).find((item) => item.hasAttribute("data-open"));
    if (after) choose(area, after);
    event.preventDefault();
    return;
  }
  if (key === "z") {
    const last = Array.from(document.querySelectorAll("#toasts form button")).pop();
    if (last) last.click();
    return;
  }
  if (!/^[a-z0-9]$/.test(key)) return;
  const selector = `[data-key="${key}"]`;
  const here = current(area);
  const control = (here && here.querySelector(selector)) || area.querySelector(`${selector}:not([data-item] *)`);
  if (control && control.getAttribute("aria-disabled") !== "true") {
    event.preventDefault();
    control.click();
  }
});

document.addEventListener("click", (event) => {
  const item = event.target.closest("[data-item]");
  const area = item && item.closest("[data-keys]");
  if (area && item !== current(area) && !event.target.closest("a, button, input, label, select, textarea")) choose(area, item);
});

// Who has moved on while an act was under way stays there when its answer replaces the area, and what scrolls stays where it is.
const here = (area) => (current(area) || {}).id;
const asked = new WeakMap();
const kept = { id: null, top: 0 };
document.addEventListener("htmx:beforeRequest", (event) => {
  const { target, xhr } = event.detail;
  if (target && target.matches("[data-keys]")) asked.set(xhr, here(target));
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  if (!asked.has(xhr)) return;
  kept.id = here(target) === asked.get(xhr) ? null : here(target);
  kept.top = target.scrollTop;
});
// The area takes the focus at once, so that the first J works; after a swap the same item stays chosen.
const settle = (root) => {
  const area = root.matches && root.matches("[data-keys]") ? root : root.querySelector("[data-keys]");
  const item = area && current(area);
  // htmx gives the focus back to the element of the same id, which is the item decided a moment ago
  const held = document.activeElement;
  if (!area || (held !== document.body && (held === item || !(held.matches("[data-item]") && area.contains(held))))) return;
  (item || area).focus({ preventScroll: true });
  // an area that scrolls by itself shows its chosen item; the page stays where it is
  if (item && area.scrollHeight > area.clientHeight) item.scrollIntoView({ block: "nearest" });
};

document.addEventListener("htmx:afterSwap", (event) => {
  const area = document.querySelector("[data-keys]");
  if (!area || !asked.delete(event.detail.xhr)) return;
  area.scrollTop = kept.top;
  const moved = kept.id && document.getElementById(kept.id);
  if (moved && area.contains(moved)) {
    choose(area, moved);
    return;
  }
  // an answer that brings single items names the one that comes next; who moved on to one that is gone goes there too
  const told = area.querySelector("[data-next]");
  if (!told) return;
  const next = document.getElementById(told.dataset.next);
  const before = current(area);
  if (before) before.removeAttribute("aria-current");
  if (next) next.setAttribute("aria-current", "true");
  settle(area);
});

settle(document);
document.addEventListener("htmx:afterSettle", (event) => settle(event.detail.elt));
