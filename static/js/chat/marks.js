/* How far both sides have read. One's own mark goes out while the page is looked at, the other's stands under the last message it covers. */
import * as log from "./log.js";
import * as wire from "../wire.js";

const PAUSE = 1500;

export function watch(chat) {
	wire.listen("read", (frame) => {
		if (frame.conversation !== chat.id || frame.by === chat.me) return;
		chat.seen = { seq: frame.seq, at: new Date() };
		show(chat);
	});
	const served = chat.list.querySelector(".meta.read");
	if (served) chat.seen = { seq: Number(served.closest(".msg").dataset.seq), at: new Date(served.querySelector("time").dateTime) };
	for (const name of ["visibilitychange", "focus"]) document.addEventListener(name, () => mark(chat));
	addEventListener("focus", () => mark(chat));
	chat.scroll.addEventListener("scroll", () => mark(chat), { passive: true });
	mark(chat);
}

export function show(chat) {
	chat.list.querySelectorAll(".meta.read").forEach((one) => one.remove());
	const item = [...chat.list.querySelectorAll(":scope > .mine[data-seq]")].reverse().find((one) => Number(one.dataset.seq) <= (chat.seen?.seq ?? 0));
	if (!item) return;
	const meta = log.part(chat, "read"), time = meta.querySelector("time");
	time.dateTime = chat.seen.at.toISOString();
	time.textContent = chat.clock.time.format(chat.seen.at);
	item.append(meta);
}

/* Read is what was on the screen of somebody who was there. */
export function mark(chat) {
	const there = !document.hidden && document.hasFocus() && chat.scroll.scrollTop > -80;
	if (!there || chat.last <= chat.read || chat.marking) return;
	const seq = chat.last;
	chat.marking = setTimeout(() => { chat.marking = undefined; mark(chat); }, PAUSE);
	const body = new FormData();
	body.append("seq", seq);
	fetch(`${chat.address}read/`, { method: "POST", body, headers: log.headers(), keepalive: true })
		.then((answer) => { if (answer.ok && !answer.redirected) chat.read = Math.max(chat.read, seq); })
		.catch(() => {});
}
