// Review of a text in two panes: the chosen item, and the item under the pointer, light their sentence.
// An item names its sentences in data-sentences="s4 s5"; a sentence is an element with that id in the document.

const light = (item) => {
  document.querySelectorAll("mark.lit").forEach((mark) => mark.classList.remove("lit"));
  if (!item) return [];
  const marks = (item.dataset.sentences || "").split(" ").map((id) => id && document.getElementById(id)).filter(Boolean);
  marks.forEach((mark) => mark.classList.add("lit"));
  return marks;
};

const chosen = () => document.querySelector("[data-item][aria-current=true]");
// The pointer may rest on an item before this script ran, or while the list was swapped: then no event tells of it.
const pointed = () => document.querySelector("[data-item]:hover");

const show = (item) => {
  const [first] = light(item);
  const pane = first && first.closest(".pane");
  if (!pane || pane.scrollHeight <= pane.clientHeight) return;
  const offset = first.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  if (offset < 0 || offset > pane.clientHeight - 60) pane.scrollTop += offset - pane.clientHeight / 3;
};

document.addEventListener("pointerover", (event) => {
  const item = event.target.closest("[data-item]");
  if (item) light(item);
});
document.addEventListener("pointerout", (event) => {
  if (event.target.closest("[data-item]") && !(event.relatedTarget && event.relatedTarget.closest("[data-item]"))) light(chosen());
});
document.addEventListener("item:chosen", (event) => show(event.target));
document.addEventListener("focusin", (event) => {
  const item = event.target.closest("[data-item]");
  if (item) show(item);
});
document.addEventListener("htmx:afterSettle", () => light(pointed() || chosen()));
show(chosen());
if (pointed()) light(pointed());
