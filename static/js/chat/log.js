/* The list of messages: each once, in the order of its number. Days, names and one's own side follow from what stands in it. */
const TOGETHER = 10 * 60 * 1000;

/* What the other modules share about one open conversation. */
export function open(element) {
	const { chat: id, me, name, zone, last, read } = element.dataset;
	const list = element.querySelector("[data-log]"), scroll = element.querySelector(".scroll");
	const address = `/messages/${id}/`;
	return { element, list, scroll, id, me, name, address, clock: clockOf(zone), last: Number(last), read: Number(read), seen: null };
}

export function clockOf(timeZone) {
	const style = (options) => new Intl.DateTimeFormat("en-GB", { timeZone, ...options });
	return {
		time: style({ hour: "2-digit", minute: "2-digit" }),
		day: style({ weekday: "long", day: "numeric", month: "long" }),
		date: style({ year: "numeric", month: "2-digit", day: "2-digit" }),
	};
}

/* What a request of the script's own carries: that it wants a fragment, and the token against forged ones. */
export function headers() {
	const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["x-csrftoken"] ?? "";
	return { "HX-Request": "true", "X-CSRFToken": token };
}

/* A copy of one of the parts that the page brought for its script. */
export function part(chat, name) {
	return chat.element.querySelector(`template[data-part="${name}"]`).content.firstElementChild.cloneNode(true);
}

export function messagesIn(html) {
	const template = document.createElement("template");
	template.innerHTML = html;
	return [...template.content.querySelectorAll(".msg")];
}

/* Puts messages where they belong. One that is there already stays as it is, unless `anew`. */
export function put(chat, items, anew = false) {
	for (const item of items) {
		const there = chat.list.querySelector(`:scope > #m${item.dataset.seq}`);
		if (there && !anew) continue;
		if (there) there.replaceWith(item);
		else if (!anew) chat.list.insertBefore(item, after(chat, Number(item.dataset.seq)));
		chat.list.querySelector(`:scope > .pending[data-key="${item.dataset.key}"]`)?.remove();
		window.htmx?.process(item);
	}
	chat.element.querySelector(".nothing")?.remove();
	arrange(chat);
}

function after(chat, seq) {
	return [...chat.list.querySelectorAll(":scope > .msg")].find((one) => one.matches(".pending") || Number(one.dataset.seq) > seq) ?? null;
}

export function arrange(chat) {
	chat.list.querySelectorAll(":scope > .day:not(.new)").forEach((one) => one.remove());
	let before, day;
	for (const item of chat.list.querySelectorAll(":scope > :is(.msg, .event)")) {
		const time = item.querySelector("time"), at = new Date(time.dateTime), date = chat.clock.date.format(at);
		item.classList.toggle("mine", item.dataset.by === chat.me);
		time.textContent = chat.clock.time.format(at);
		if (date !== day) beginDay(chat, item, at);
		const together = before && at - before.at < TOGETHER && before.by === item.dataset.by;
		item.classList.toggle("follow", Boolean(together) && item.previousElementSibling.matches(".msg"));
		day = date;
		before = { at, by: item.dataset.by };
	}
}

function beginDay(chat, item, at) {
	const line = document.createElement("li"), time = document.createElement("time");
	line.className = "day";
	time.dateTime = at.toISOString();
	time.textContent = chat.clock.day.format(at).replace(",", "");
	line.append(time);
	const marker = item.previousElementSibling;
	chat.list.insertBefore(line, marker?.matches(".new") ? marker : item);
}
