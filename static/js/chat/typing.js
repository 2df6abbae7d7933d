/* Who is writing at this moment: said at most once in three seconds, believed for five. */
import * as wire from "../wire.js";

const EACH = 3000, BELIEVED = 5000;

export function watch(chat) {
	const line = chat.element.querySelector("[data-typing]");
	let said = 0, ends;
	chat.form?.elements.text.addEventListener("input", (event) => {
		if (!event.target.value.trim() || Date.now() - said < EACH) return;
		said = Date.now();
		wire.say({ kind: "typing", conversation: chat.id });
	});
	chat.form?.addEventListener("submit", () => { said = 0; });
	const stop = () => { clearTimeout(ends); line.textContent = ""; };
	wire.listen("typing", (frame) => {
		if (frame.conversation !== chat.id || frame.by === chat.me) return;
		clearTimeout(ends);
		ends = setTimeout(stop, BELIEVED);
		const words = `${frame.name} is typing`;
		if (line.textContent !== words) line.textContent = words;
	});
	wire.listen("message", (frame) => { if (frame.conversation === chat.id && frame.by !== chat.me) stop(); });
}
