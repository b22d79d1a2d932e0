// Stands between the pages and the line, and does nothing while the line holds: every page, style and script comes from
// the server. Only when the server cannot be reached does it give the page that ui/offline.js kept for the person who
// reads, else the page that says so. It sends nothing and keeps nothing by itself.

const KEPT = "taizhang-pages-";
const SHELL = "taizhang-shell";
const { searchParams } = new URL(self.location);

const kept = async (wanted) => {
  const names = (await caches.keys()).filter((name) => wanted(name));
  return Promise.all(names.map((name) => caches.open(name)));
};

const found = async (caches, address) => {
  for (const cache of caches) {
    const answer = await cache.match(address, { ignoreVary: true });
    if (answer) return answer;
  }
  return undefined;
};

const page = async (request) => {
  try {
    return await fetch(request);
  } catch {
    const pages = await kept((name) => name.startsWith(KEPT));
    const shell = await kept((name) => name === SHELL);
    return (await found(pages, request.url)) || (await found(shell, searchParams.get("lost"))) || Response.error();
  }
};

const part = async (request) => {
  try {
    return await fetch(request);
  } catch {
    return (await found(await kept((name) => name === SHELL), request.url)) || Response.error();
  }
};

const forget = async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith(KEPT));
  await Promise.all(names.map((name) => caches.delete(name)));
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "POST" && pathname === searchParams.get("out")) event.waitUntil(forget());
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (["style", "script", "image", "font"].includes(request.destination)) event.respondWith(part(request));
});
