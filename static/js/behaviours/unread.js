/* data-unread on the bell, or data-unread="messages" on the way to the inbox: what is unread, live, there, in the title and on the app's icon.
	Without a socket it is as old as the page. */
import * as wire from "../wire.js";

const counts = new Map();

export function attach(link) {
	const what = link.dataset.unread || "notifications";
	if (!counts.has(what)) counts.set(what, parseInt(link.querySelector(".count").textContent, 10) || 0);
	wire.listen("unread", (frame) => {
		if (!link.isConnected || !Number.isInteger(frame[what])) return;
		counts.set(what, frame[what]);
		show(link, frame[what]);
		total();
	});
}

function show(link, unread) {
	const count = link.querySelector(".count");
	count.textContent = unread > 99 ? "99+" : unread;
	count.hidden = unread === 0;
	const words = link.querySelector("[data-unread-words]");
	if (words) words.textContent = unread ? `, ${unread} unread` : "";
}

function total() {
	const unread = [...counts.values()].reduce((sum, one) => sum + one, 0);
	document.title = (unread ? `(${unread}) ` : "") + document.title.replace(/^\(\d+\) /, "");
	navigator.setAppBadge?.(unread).catch(() => {}); // only installed apps have a badge
}
