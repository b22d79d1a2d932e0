// The page of what waits on this device: own acts with their state, of others only that there are some.

import { drop, everything, flush, own } from "./queue.js";

const area = document.querySelector("[data-acts]");
const row = document.getElementById("act");
const moment = new Intl.DateTimeFormat(document.documentElement.lang, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
const words = { no_line: "noLine", signed_out: "signedOut", broken: "broken", other: "other" };
const told = new Map();
const sent = [];
// The list is drawn anew whenever something is sent, also by itself: what a reader opened or was asked stays so.
const opened = new Set();
const asked = new Set();

const drawn = (act) => {
  const item = row.content.cloneNode(true);
  const refused = act.state === "refused";
  item.querySelector("[data-title]").textContent = act.title;
  item.querySelector("[data-at]").textContent = moment.format(new Date(act.at));
  item.querySelector("[data-waits]").hidden = refused;
  item.querySelector("[data-refused]").hidden = !refused;
  item.querySelector("[data-why]").textContent = refused ? act.reason : area.dataset[words[told.get(act.key)]] || "";
  const details = item.querySelector("details");
  details.hidden = act.says.length === 0;
  details.open = opened.has(act.key);
  details.addEventListener("toggle", () => (details.open ? opened.add(act.key) : opened.delete(act.key)));
  act.says.forEach(([label, value]) => {
    const pair = document.createElement("div");
    const term = document.createElement("dt");
    const told = document.createElement("dd");
    term.textContent = label;
    told.textContent = value;
    pair.append(term, told);
    details.querySelector("dl").append(pair);
  });
  const mend = item.querySelector("[data-mend]");
  mend.hidden = !refused || !act.mend;
  if (refused && act.mend) mend.href = `${act.mend}#mend=${act.key}`;
  const away = item.querySelector("[data-drop]");
  const ask = () => {
    asked.add(act.key);
    away.textContent = area.dataset.sure;
  };
  if (asked.has(act.key)) ask();
  away.addEventListener("click", () => (asked.has(act.key) ? drop(act.key) : ask()));
  return item;
};

const draw = async () => {
  const mine = await own();
  const all = await everything();
  area.querySelector("ul").replaceChildren(...sent, ...mine.map(drawn));
  area.querySelector("[data-none]").hidden = mine.length > 0 || sent.length > 0;
  area.querySelector("[data-send]").hidden = !mine.some((act) => act.state === "waiting");
  area.querySelector("[data-others]").hidden = all.length === mine.length;
};

const hear = (act, outcome) => {
  told.set(act.key, outcome.waits);
  if (!outcome.done) return;
  const item = document.createElement("li");
  const link = document.createElement("a");
  item.className = "row";
  link.className = "grow n";
  link.href = outcome.done;
  link.textContent = act.title;
  item.append(link, area.dataset.sent);
  sent.push(item);
};

document.addEventListener("queue:changed", draw);
document.addEventListener("queue:sent", (event) => {
  hear(event.detail.act, event.detail.outcome);
  draw();
});
area.querySelector("[data-send] button").addEventListener("click", async () => {
  (await flush()).forEach(([act, outcome]) => hear(act, outcome));
  draw();
});
draw();
