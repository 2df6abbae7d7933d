/* data-inbox on the list of conversations: the one in which something is said rises, with its last words and its count. */
import * as log from "../chat/log.js";
import * as wire from "../wire.js";

export function attach(inbox) {
	const list = inbox.querySelector("[data-conversations]");
	const clock = log.clockOf(inbox.dataset.zone);
	const rowOf = (frame) => list?.querySelector(`[data-conversation="${frame.conversation}"]`);
	wire.listen("message", (frame) => {
		const row = rowOf(frame);
		if (row) show(row, frame, frame.by === inbox.dataset.me, clock);
		else if (list && !location.search) again(inbox);
	});
	wire.listen("read", (frame) => {
		const row = rowOf(frame);
		if (row && frame.by === inbox.dataset.me) count(row, 0);
	});
}

function show(row, frame, mine, clock) {
	const [message] = log.messagesIn(frame.html);
	message.querySelectorAll("br, p").forEach((one) => one.after(" ")); // lines become words of one line
	const words = (message.querySelector(".said") ?? message.querySelector(".files"))?.textContent.trim().replace(/\s+/g, " ") ?? "";
	const last = row.querySelector(".last");
	last.textContent = words.slice(0, 140);
	if (mine) last.prepend(you());
	row.querySelector("time").textContent = clock.time.format(new Date(message.querySelector("time").dateTime));
	count(row, mine ? 0 : Number(row.querySelector("[data-number]").textContent) + 1);
	row.closest("ul").prepend(row.closest("li"));
}

function you() {
	const quiet = document.createElement("span");
	quiet.className = "quiet";
	quiet.textContent = "You: ";
	return quiet;
}

function count(row, unread) {
	row.classList.toggle("unread", unread > 0);
	row.querySelector(".count").hidden = unread === 0;
	row.querySelector("[data-number]").textContent = unread;
}

/* A conversation that is not in the list: the list as it is now. */
async function again(inbox) {
	const answer = await fetch("/messages/");
	if (!answer.ok || answer.redirected) return;
	const page = new DOMParser().parseFromString(await answer.text(), "text/html");
	const fresh = page.querySelector("[data-conversations]"), old = inbox.querySelector("[data-conversations]");
	if (fresh && old) old.replaceChildren(...fresh.children);
}
