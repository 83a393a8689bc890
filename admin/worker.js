// The service worker: keeps the page itself, so that it opens without a network and says so. It never keeps an answer of the
// API: a list of yesterday that looks like today's is worse than none. VERSION and SHELL are put in front by build.mjs.
const NAME = `fangnetz-shell-${VERSION}`;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(['/', ...SHELL])).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const others = (names) => names.filter((name) => name.startsWith('fangnetz-shell-') && name !== NAME);
  event.waitUntil(caches.keys().then((names) => Promise.all(others(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

const SERVER_ONLY = /^\/(api|hooks|sign-in|readyz|healthz|metrics)(\/|$)/;

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || SERVER_ONLY.test(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => caches.match('/')));
  else if (pathname.startsWith('/assets/')) event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
});

// A message that names no caller, unless the company has allowed it; a tap opens the callback in a window that is there already,
// or in a new one where that one is not ours to steer.
self.addEventListener('push', (event) => {
  const { title, body, url, tag } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: { url }, icon: '/icon-192.png', badge: '/icon-192.png', lang: 'de' }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { url } = event.notification.data;
  const show = (windows) => (windows[0] === undefined ? self.clients.openWindow(url) : windows[0].navigate(url).then((window) => window?.focus(), () => self.clients.openWindow(url)));
  event.waitUntil(self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then(show));
});
