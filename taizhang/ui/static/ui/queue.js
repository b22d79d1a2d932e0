// Acts that wait on this device until the line is back. Each belongs to the person who made it, carries the key of the
// form it was written in (so that the server counts it once, however often it arrives), and is sent with a token
// fetched at the moment of sending. Kept in IndexedDB:
//
//   key      the key of the form            person   whose act it is, as a number
//   path     where the form is sent         title    what it is, in the words of the page
//   fields   [[name, value], …]             says     [[label, value], …], the same for a reader
//   at       this device's clock, a note    state    waiting, or refused with its reason
//   mend     the page on which a refused act can be corrected

const PATIENCE = 30_000;

// The page says who reads it and where to ask for the line; empty when nobody is signed in, absent on a page of errors.
export const line = document.querySelector("meta[name=line]");
export const person = line ? line.content : "";

const opened = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("taizhang", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("acts", { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const within = async (mode, work) => {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("acts", mode);
      const request = work(transaction.objectStore("acts"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
};

const changed = () => document.dispatchEvent(new CustomEvent("queue:changed"));

export const everything = async () => (await within("readonly", (acts) => acts.getAll())).sort((one, other) => (one.at < other.at ? -1 : 1));

export const own = async () => (await everything()).filter((act) => act.person === person);

export const put = async (act) => {
  await within("readwrite", (acts) => acts.put(act));
  changed();
};

export const drop = async (key) => {
  await within("readwrite", (acts) => acts.delete(key));
  changed();
};

// Why the server said no, and where that can be mended, as its answer tells; a page without a reason gives its heading.
const refusal = async (answer, act) => {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const said = Array.from(page.querySelectorAll("[data-reason]"), (reason) => reason.textContent.trim());
  const form = page.querySelector("form[data-offline]");
  const heading = page.querySelector("h1");
  return {
    ...act,
    state: "refused",
    reason: said.join(" ") || (heading ? heading.textContent.trim() : String(answer.status)),
    mend: (form && form.dataset.mend) || (answer.ok ? act.path : ""),
  };
};

// Send one act. {done: address} when the server has it; else {waits: why}, or {refused: the act with its reason}.
const send = async (act) => {
  try {
    const asked = await fetch(line.dataset.asks, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    const who = await asked.json();
    if (who.person !== act.person) return { waits: who.person ? "other" : "signed_out" };
    const body = new FormData();
    act.fields.forEach(([name, value]) => body.append(name, value));
    const answer = await fetch(act.path, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": who.token, "X-Waited-For": act.person },
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status >= 500 || answer.status === 429) return { waits: "broken" };
    if (!(answer.headers.get("content-type") || "").startsWith("application/json")) return { refused: await refusal(answer, act) };
    const told = await answer.json();
    return told.to ? { done: told.to } : { waits: told.waits };
  } catch {
    return { waits: "no_line" };
  }
};

// One window at a time; without locks (an address without https) the key alone sees to it that an act counts once.
const alone = (work) => (navigator.locks ? navigator.locks.request("taizhang-queue", work) : work());

const settle = async (act) => {
  const outcome = await send(act);
  if (outcome.done) {
    await drop(act.key);
    if (act.instead) await drop(act.instead);
  }
  if (outcome.refused) await put(outcome.refused);
  return outcome;
};

// Send one act now, whatever became of it before.
export const deliver = (act) => alone(() => settle(act));

// Send what waits for this person, the oldest first, until the line breaks; [[act, outcome], …].
export const flush = () =>
  alone(async () => {
    const outcomes = [];
    if (!person) return outcomes;
    for (const act of (await own()).filter((one) => one.state === "waiting")) {
      const outcome = await settle(act);
      outcomes.push([act, outcome]);
      if (outcome.waits) break;
    }
    return outcomes;
  });
