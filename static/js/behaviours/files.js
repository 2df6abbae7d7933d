/* data-files on <input type="file">: lists what was chosen, dropped or pasted, and says at once what would be refused. data-limit: bytes each;
	data-most: files. With data-direct (an address) each file goes ahead of its form, which waits for it, and is named there as data-name.
	data-later: the form knows how to wait for a connection, and takes the files with it. */
import * as drop from "../drop.js";
import * as fileline from "../fileline.js";
import * as upload from "../upload.js";

export function attach(input) {
	const field = input.closest("label") ?? input;
	const list = field.parentElement.querySelector(":scope > ul.kept") ?? Object.assign(document.createElement("ul"), { className: "files lines" });
	list.setAttribute("aria-live", "polite");
	field.after(list);
	const take = input.dataset.direct ? ahead(input, list) : (files) => show(input, list, files);
	input.addEventListener("change", () => take([...input.files]));
	input.form?.addEventListener("reset", () => list.replaceChildren());
	if (input.dataset.direct) drop.listen(input, take);
}

/* What the form itself will carry. */
function show(input, list, files) {
	list.replaceChildren(...files.map(fileline.draw));
	const wrong = files.find((file) => fileline.problem(input, file));
	const words = wrong ? `${wrong.name} is ${fileline.problem(input, wrong)}.` : files.length > input.dataset.most ? `${input.dataset.most} files at most.` : "";
	input.setCustomValidity(words);
	if (words) input.reportValidity();
}

function ahead(input, list) {
	const token = () => input.form.elements.csrfmiddlewaretoken.value;
	let pressed;
	const settled = () => {
		if (pressed === undefined || list.querySelector("progress")) return;
		const button = pressed;
		pressed = undefined;
		button?.removeAttribute("aria-busy");
		input.form.requestSubmit(button);
	};
	input.form.addEventListener("submit", (event) => {
		const wrong = list.querySelector("[data-tone=bad]");
		if (!wrong && !list.querySelector("progress")) return;
		event.preventDefault();
		event.stopImmediatePropagation();
		if (wrong) return wrong.parentElement.querySelector("button").focus();
		pressed = event.submitter;
		pressed?.setAttribute("aria-busy", "true");
	}, { capture: true });
	const start = (file, line) => {
		const stop = new AbortController();
		const gone = () => (line.remove(), settled());
		const refuse = (words, again) => {
			pressed?.removeAttribute("aria-busy");
			pressed = undefined;
			fileline.say(line, words, "bad");
			fileline.offer(line, again ? { "Try again": () => start(file, line), Remove: gone } : { Remove: gone });
		};
		const words = fileline.problem(input, file) || (list.children.length > input.dataset.most ? `one more than ${input.dataset.most}` : "");
		if (words) return refuse(words[0].toUpperCase() + words.slice(1));
		if ("later" in input.dataset && !navigator.onLine) {
			fileline.hold(line, input.name, file);
			return fileline.offer(line, { Remove: gone });
		}
		fileline.move(line, 0);
		fileline.offer(line, { Cancel: () => (stop.abort(), gone()) });
		upload.send(file, input.dataset.direct, token(), (part) => fileline.move(line, part), stop.signal).then((sent) => {
			if (!line.isConnected) return upload.remove(sent.remove, token());
			fileline.keep(line, input.dataset.name, sent.id);
			fileline.say(line, fileline.size(sent.size));
			fileline.offer(line, { Remove: () => (upload.remove(sent.remove, token()), gone()) });
			settled();
		}).catch((error) => line.isConnected && refuse(error.message, !error.isFinal));
	};
	return (files) => {
		input.value = "";
		const lines = files.map((file) => [file, list.appendChild(fileline.draw(file))]);
		lines.forEach(([file, line]) => start(file, line));
	};
}
