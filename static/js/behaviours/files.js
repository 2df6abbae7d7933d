/* data-files on <input type="file">: lists what was chosen and says at once what would be refused. data-limit: bytes each; data-most: files. */
export function attach(input) {
	const limit = Number(input.dataset.limit) || 20 * 1024 * 1024;
	const most = Number(input.dataset.most) || 10;
	const list = document.createElement("ul");
	list.className = "files lines";
	list.setAttribute("aria-live", "polite");
	(input.closest("label") ?? input).after(list);
	input.addEventListener("change", () => {
		const chosen = [...input.files];
		list.replaceChildren(...chosen.map((file) => line(file, file.size > limit ? `Over ${size(limit)}` : "")));
		const tooBig = chosen.find((file) => file.size > limit);
		const problem = tooBig ? `${tooBig.name} is larger than ${size(limit)}.` : chosen.length > most ? `${most} files at most.` : "";
		input.setCustomValidity(problem);
		if (problem) input.reportValidity();
	});
	input.form?.addEventListener("reset", () => list.replaceChildren());
}

function line(file, problem) {
	const item = document.createElement("li");
	const name = document.createElement("b");
	const note = document.createElement("span");
	name.textContent = file.name;
	note.textContent = problem || size(file.size);
	if (problem) {
		note.className = "status";
		note.dataset.tone = "bad";
	}
	item.append(name, note);
	return item;
}

function size(bytes) {
	if (bytes < 1024 * 1024) return `${Math.max(Math.round(bytes / 1024), 1)} kB`;
	return `${(bytes / 1024 / 1024).toFixed(bytes % (1024 * 1024) ? 1 : 0)} MB`;
}
