/* A line of the list below a file input: its name, how far it is, and what can be done about it. */
export function draw(file) {
	const line = document.createElement("li");
	const name = document.createElement("b");
	const note = document.createElement("span");
	name.textContent = file.name;
	note.textContent = size(file.size);
	line.append(name, note);
	return line;
}

/* What stands behind the name: words, or a part from 0 to 1. */
export function say(line, words, tone = "") {
	const note = line.querySelector("span, progress");
	const next = document.createElement("span");
	next.textContent = words;
	if (tone) {
		next.className = "status";
		next.dataset.tone = tone;
	}
	note.replaceWith(next);
}

export function move(line, part) {
	let bar = line.querySelector("progress");
	if (!bar) {
		bar = document.createElement("progress");
		bar.setAttribute("aria-label", line.querySelector("b").textContent);
		line.querySelector("span").replaceWith(bar);
	}
	if (part < 1) bar.value = part;
	else bar.removeAttribute("value"); /* it is there, and being checked */
}

/* Its buttons, by their words. */
export function offer(line, buttons) {
	line.querySelectorAll("button").forEach((button) => button.remove());
	for (const [words, press] of Object.entries(buttons)) {
		const button = document.createElement("button");
		button.type = "button";
		button.className = "button";
		button.dataset.kind = "quiet";
		button.textContent = words;
		button.setAttribute("aria-label", `${words} ${line.querySelector("b").textContent}`);
		button.addEventListener("click", press);
		line.append(button);
	}
}

/* The form sends this one by its id. */
export function keep(line, name, id) {
	const field = document.createElement("input");
	field.type = "hidden";
	field.name = name;
	field.value = id;
	line.append(field);
}

/* Why it would be refused, or "". */
export function problem(input, file) {
	const limit = Number(input.dataset.limit) || 20 * 1024 * 1024;
	return file.size > limit ? `larger than ${Math.round(limit / 1024 / 1024)} MB` : file.size ? "" : "empty";
}

/* The form sends the file itself, as if it had been chosen for it. */
export function hold(line, name, file) {
	const field = document.createElement("input"), carried = new DataTransfer();
	carried.items.add(file);
	field.type = "file";
	field.name = name;
	field.files = carried.files;
	field.hidden = true;
	line.append(field);
	say(line, size(file.size));
}

export function size(bytes) {
	if (bytes < 1e6) return `${Math.max(Math.round(bytes / 1000), 1)} kB`;
	return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
