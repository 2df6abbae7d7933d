/* This device as one that the site may tell things: its service worker, its subscription, and whose it is (in localStorage: it comes back by itself
	for whoever turned it on here, and for nobody else). */
export function isAble() {
	return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

export async function subscription() {
	const registration = isAble() ? await navigator.serviceWorker.getRegistration("/") : undefined;
	return registration?.pushManager.getSubscription() ?? null;
}

/* Ask the browser for a subscription; with `anew` an old one is given up first. It asks the person, unless they have answered before. */
export async function subscribe(key, anew) {
	await navigator.serviceWorker.register("/sw.js", { scope: "/", updateViaCache: "none" });
	const registration = await navigator.serviceWorker.ready;
	const old = await registration.pushManager.getSubscription();
	if (old && !anew) return old;
	await old?.unsubscribe();
	return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

/* Tell the site; the answer's JSON, with `device` null where this person has removed this device. Throws its reason. */
export async function report(url, token, found, byItself) {
	const { endpoint, keys } = found.toJSON();
	const body = new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth, by_itself: byItself ? "1" : "" });
	const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token } });
	const words = await answer.json().catch(() => ({}));
	if (!answer.ok) throw new Error(words.reason || "That did not work. Try again in a moment.");
	return words;
}

export function belongsTo(person, endpoint) {
	return localStorage.getItem("device") === `${person} ${endpoint}`;
}

export function isOf(person) {
	return (localStorage.getItem("device") ?? "").startsWith(`${person} `);
}

export function remember(person, endpoint) {
	localStorage.setItem("device", `${person} ${endpoint}`);
}

export function forget() {
	localStorage.removeItem("device");
}
