/* Frames are hints: a number that is missing, a connection that was away or a page that was asleep is made good by asking for what follows. */
import * as log from "./log.js";
import * as wire from "../wire.js";

const LATE = 300, LOOK = 2500, SLOWEST = 60000;

/* A message from the wire, or the answer to one's own. Frames of writers at the same moment may change places on their way: the missing one gets a moment. */
export function take(chat, seq, html) {
	const items = log.messagesIn(html);
	if (seq > chat.last + 1) {
		chat.early.set(seq, items);
		chat.late ??= setTimeout(() => { chat.late = undefined; if (chat.early.size) catchUp(chat); }, LATE);
		if (!items.some((item) => item.dataset.by === chat.me)) return;
	}
	log.put(chat, items);
	if (seq === chat.last + 1) chat.last = seq;
	for (let next; (next = chat.early.get(chat.last + 1)); chat.last += 1) log.put(chat, next), chat.early.delete(chat.last + 1);
	chat.changed();
}

/* Asks until nothing follows. One question at a time. */
export async function catchUp(chat) {
	if (chat.asking) return (chat.again = true);
	chat.asking = true;
	try {
		while (await ask(chat) || chat.again) chat.again = false;
		chat.pause = LOOK;
	} catch {
		chat.pause = Math.min(chat.pause * 2, SLOWEST);
	} finally {
		chat.asking = chat.again = false;
	}
}

/* True while there may be more. */
async function ask(chat) {
	const answer = await fetch(`${chat.address}?after=${chat.last}`, { headers: log.headers(), signal: AbortSignal.timeout(15000) });
	if (answer.redirected || answer.status === 404) return leave(chat);
	if (!answer.ok) throw new Error(answer.status);
	const template = document.createElement("template");
	template.innerHTML = await answer.text();
	const list = template.content.querySelector("[data-upto]");
	const upto = Number(list.dataset.upto), items = [...list.querySelectorAll(".msg")];
	if (items.length) log.put(chat, items);
	for (const seq of chat.early.keys()) if (seq <= upto) chat.early.delete(seq);
	const more = upto > chat.last;
	chat.last = Math.max(chat.last, upto);
	if (more) chat.changed();
	return more;
}

/* Signed out, or no member any more: the page goes where its reader may be. What was not sent is kept. */
function leave(chat) {
	chat.gone = true;
	location.reload();
	return false;
}

/* Looks after each connection, and by itself as long as there is none. */
export function watch(chat) {
	chat.early = new Map();
	chat.pause = LOOK;
	const stops = [
		wire.onOpen(() => wire.say({ kind: "where", conversation: chat.id })),
		wire.listen("where", (frame) => { if (frame.conversation === chat.id && frame.seq > chat.last) catchUp(chat); }),
	];
	const look = async () => {
		if (chat.gone || !chat.element.isConnected) return stops.forEach((stop) => stop?.());
		if (!wire.isOpen() && navigator.onLine && !document.hidden) await catchUp(chat);
		setTimeout(look, chat.pause);
	};
	setTimeout(look, LOOK);
}
