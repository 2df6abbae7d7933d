/* Sending: shown at once, kept until it is stored, one after the other, each under a key of its own so that twice is once. */
import * as gaps from "./gaps.js";
import * as log from "./log.js";
import * as pending from "./pending.js";
import * as unsent from "./unsent.js";

const AGAIN = 5000, SLOWER = 30000;

/* What the form says now, as something to send. */
export async function write(chat, form) {
	const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && name !== "key" && !(value instanceof File && !value.name));
	const names = [...form.querySelectorAll(".files b, .kept label span")].map((one) => one.textContent);
	const entry = { key: crypto.randomUUID(), me: chat.me, conversation: chat.id, at: Date.now(), text: form.elements.text.value, names, fields };
	pending.show(chat, entry);
	chat.scroll.scrollTop = 0;
	await unsent.keep(entry);
	flush(chat);
}

/* Sends what waits, in its order; one tab at a time, and it stops where the line is dead. */
export async function flush(chat) {
	const work = async () => {
		for (const entry of await unsent.waiting(chat.me, chat.id)) {
			pending.show(chat, entry);
			if (!entry.refused && !(await deliver(chat, entry))) break;
			if (entry.refused) pending.say(chat, entry, () => flush(chat));
		}
	};
	if (chat.gone) return;
	await (navigator.locks ? navigator.locks.request(`chat ${chat.id}`, work) : work());
}

/* False where it makes no sense to go on. */
async function deliver(chat, entry) {
	const body = new FormData();
	body.append("key", entry.key);
	for (const [name, value] of entry.fields) body.append(name, value);
	let answer;
	try {
		if (!navigator.onLine) throw new TypeError("offline");
		answer = await fetch(`${chat.address}send/`, { method: "POST", body, headers: log.headers(), signal: AbortSignal.timeout(120000) });
	} catch {
		return wait(chat, entry, AGAIN);
	}
	return settle(chat, entry, answer);
}

async function settle(chat, entry, answer) {
	if (answer.redirected) return location.reload(), false; // signed out: it is sent after signing in
	const words = await answer.text();
	if (answer.ok) {
		await unsent.drop(entry.key);
		const [item] = log.messagesIn(words);
		if (item) gaps.take(chat, Number(item.dataset.seq), words);
		return true;
	}
	if (answer.status === 429) return wait(chat, entry, SLOWER);
	if (answer.status >= 500) return wait(chat, entry, AGAIN);
	entry.refused = answer.headers.get("Content-Type")?.startsWith("text/plain") ? words : "Reload the page, then try again.";
	await unsent.keep(entry);
	pending.say(chat, entry, () => flush(chat));
	return true;
}

function wait(chat, entry, pause) {
	pending.say(chat, entry, () => flush(chat));
	chat.retry ??= setTimeout(() => { chat.retry = undefined; flush(chat); }, pause);
	return false;
}
