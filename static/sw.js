/* The service worker: what the house tells a device is shown by it, with no page open. The view in apps/notifications/push/views.py puts
	`const site = {icon, badge, renew, key}` before it. It keeps nothing and answers no page's requests; what does so later listens to "fetch" beside this. */
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => event.waitUntil(tell(words(event.data))));
self.addEventListener("notificationclick", (event) => {
	event.notification.close();
	event.waitUntil(open(event.notification.data?.url));
});
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

function words(data) {
	try {
		return data?.json() ?? {};
	} catch {
		return {};
	}
}

async function tell(said) {
	count(said.badge);
	const url = own(said.url), tag = said.tag || "";
	if (await isRead(url)) return;
	const before = tag ? (await self.registration.getNotifications({ tag }))[0]?.data?.number ?? 0 : 0;
	const number = before + 1;
	await self.registration.showNotification((said.title || "OpenChance") + (number > 1 ? ` (${number})` : ""), {
		body: said.body || "", tag, renotify: Boolean(tag), icon: site.icon, badge: site.badge, lang: "en", data: { url, number },
	});
}

/* Where a click leads: a path of this site, whatever the message says. */
function own(path) {
	try {
		const url = new URL(path || "/", self.location.origin);
		return url.origin === self.location.origin ? url.href : `${self.location.origin}/`;
	} catch {
		return `${self.location.origin}/`;
	}
}

function windows() {
	return self.clients.matchAll({ type: "window", includeUncontrolled: true });
}

/* Only a conversation that somebody is looking at says its news by itself; every other page is as old as its load. */
async function isRead(url) {
	const path = new URL(url).pathname;
	if (!path.startsWith("/messages/") || path === "/messages/") return false;
	return (await windows()).some((page) => page.visibilityState === "visible" && page.focused && new URL(page.url).pathname === path);
}

async function open(url) {
	const wanted = own(url);
	const there = (await windows()).find((page) => page.url.split("#")[0] === wanted.split("#")[0]);
	return there ? there.focus() : self.clients.openWindow(wanted);
}

/* Nobody waits for it: where there is no badge, its promise may never end. */
function count(number) {
	if (!Number.isInteger(number) || !self.navigator.setAppBadge) return;
	(number > 0 ? self.navigator.setAppBadge(number) : self.navigator.clearAppBadge()).catch(() => {});
}

/* The push service gave this device another endpoint. The old one shows the site that it is the same device. */
async function renew(event) {
	const options = { userVisibleOnly: true, applicationServerKey: event.oldSubscription?.options?.applicationServerKey ?? site.key };
	const fresh = event.newSubscription ?? await self.registration.pushManager.subscribe(options);
	await fetch(site.renew, {
		method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json" },
		body: JSON.stringify({ old: event.oldSubscription?.endpoint ?? "", ...fresh.toJSON() }),
	});
}
