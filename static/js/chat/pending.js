/* A message that is not stored yet, as it stands in the list. */
import * as log from "./log.js";
import * as unsent from "./unsent.js";

export function show(chat, entry) {
	if (chat.list.querySelector(`[data-key="${entry.key}"]`)) return;
	const item = log.part(chat, "pending");
	item.dataset.key = entry.key;
	item.dataset.by = chat.me;
	item.querySelector("time").dateTime = new Date(entry.at).toISOString();
	item.querySelector(".said p").textContent = [entry.text.trim(), ...(entry.names ?? [])].filter(Boolean).join("\n");
	chat.list.append(item);
	chat.element.querySelector(".nothing")?.remove();
	log.arrange(chat);
}

/* Under the message: that it waits for a connection, or why it was not taken, and what can be done. */
export function say(chat, entry, send) {
	const item = chat.list.querySelector(`.pending[data-key="${entry.key}"]`);
	if (!item) return;
	const meta = log.part(chat, entry.refused ? "refused" : "waiting");
	item.querySelector(".meta").replaceWith(meta);
	if (entry.refused) meta.querySelector("[data-why]").textContent = entry.refused;
	meta.querySelector("[data-again]").addEventListener("click", async () => {
		delete entry.refused;
		await unsent.keep(entry);
		meta.replaceWith(log.part(chat, "pending").querySelector(".meta"));
		send();
	});
	meta.querySelector("[data-drop]").addEventListener("click", async () => {
		await unsent.drop(entry.key);
		item.remove();
		log.arrange(chat);
	});
}
