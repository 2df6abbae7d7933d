/* data-chat="conversation" on an open conversation: messages come and go live. Without this its form sends, and the page is as old as its load. */
import * as gaps from "../chat/gaps.js";
import * as log from "../chat/log.js";
import * as marks from "../chat/marks.js";
import * as post from "../chat/post.js";
import * as typing from "../chat/typing.js";
import * as wire from "../wire.js";

export function attach(element) {
	const chat = log.open(element);
	chat.form = element.querySelector("[data-composer]");
	chat.changed = () => { marks.show(chat); marks.mark(chat); };
	log.arrange(chat);
	element.addEventListener("htmx:afterSettle", (event) => { if (chat.list.contains(event.target)) log.arrange(chat); });
	if ("past" in element.dataset) return; // an earlier stretch: what comes now belongs on another page
	wire.listen("message", (frame) => { if (frame.conversation === chat.id) gaps.take(chat, frame.seq, frame.html); });
	wire.listen("changed", (frame) => { if (frame.conversation === chat.id) log.put(chat, log.messagesIn(frame.html), true), marks.show(chat); });
	gaps.watch(chat);
	marks.watch(chat);
	typing.watch(chat);
	if (chat.form) compose(chat, chat.form);
}

function compose(chat, form) {
	const { text } = form.elements, draft = `draft:${chat.me}:${chat.id}`;
	text.value ||= sessionStorage.getItem(draft) ?? "";
	text.addEventListener("input", () => sessionStorage.setItem(draft, text.value));
	text.addEventListener("keydown", (event) => {
		if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
		event.preventDefault();
		form.requestSubmit();
	});
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		const trouble = form.querySelector("[data-trouble]");
		const empty = !text.value.trim() && ![...form.querySelectorAll("[name^=files]")].some((one) => one.type === "file" ? one.files.length : one.value);
		trouble.hidden = !empty;
		trouble.textContent = empty ? "Write something, or attach a file." : "";
		if (empty) return text.focus();
		post.write(chat, form);
		form.reset();
		text.value = "";
		sessionStorage.removeItem(draft);
		text.focus();
	});
	addEventListener("online", () => post.flush(chat));
	wire.onOpen(() => post.flush(chat));
	post.flush(chat);
}
