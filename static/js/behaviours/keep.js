/* data-keep="key" on a form: what was typed is kept in this tab until the form has been taken, so that a lost session loses nothing. */
const secret = "[type=password], [type=file], [type=hidden], [name=csrfmiddlewaretoken]";
const keyOf = (form) => `keep:${form.dataset.keep || location.pathname}`;

export function attach(form) {
	const key = keyOf(form);
	const fields = () => [...form.elements].filter((field) => field.name && !field.matches(`${secret}, button`));
	const values = () => JSON.stringify(fields().map((field) => [field.name, field.matches("[type=checkbox], [type=radio]") ? field.checked : field.value]));
	const served = values();
	const kept = sessionStorage.getItem(key);
	if (kept === served) sessionStorage.removeItem(key);
	else if (kept && !form.querySelector(".summary")) restore(form, fields, JSON.parse(kept), key);
	let waiting;
	const save = () => sessionStorage.setItem(key, values());
	form.addEventListener("input", () => {
		clearTimeout(waiting);
		waiting = setTimeout(save, 400);
	});
	form.addEventListener("submit", () => {
		clearTimeout(waiting);
		save();
		sessionStorage.setItem("keep-sent", key);
	});
}

/* The page after a submit: if it is the sign-in, an error, or the same form again, the form was not taken and keeps; otherwise it may forget. */
export function settle() {
	const key = sessionStorage.getItem("keep-sent");
	sessionStorage.removeItem("keep-sent");
	if (!key || location.pathname.startsWith("/accounts/") || document.body.matches(".trouble")) return;
	const again = [...document.querySelectorAll("[data-keep]")].some((form) => keyOf(form) === key);
	if (!again) sessionStorage.removeItem(key);
}

function restore(form, fields, kept, key) {
	const find = (name) => fields().find((field) => field.name === name && field.dataset.kept === undefined);
	for (const [name, value] of kept) {
		const field = find(name) ?? (grow(form, name), find(name));
		if (!field) continue;
		field.dataset.kept = "";
		if (typeof value === "boolean") field.checked = value;
		else field.value = value;
	}
	fields().forEach((field) => delete field.dataset.kept);
	document.activeElement?.blur();
	form.prepend(notice(key));
}

/* A list had grown by more rows than the page brings: press its button once. */
function grow(form, name) {
	const stem = (text) => text.replace(/\d+/, "");
	const list = [...form.querySelectorAll("[data-grow]")].find((each) => [...each.querySelectorAll("[name]")].some((field) => stem(field.name) === stem(name)));
	list?.parentElement.querySelector("[data-grow-add]:not([hidden])")?.click();
}

function notice(key) {
	const box = document.createElement("div");
	box.className = "notice";
	box.dataset.tone = "info";
	box.setAttribute("role", "status");
	const words = document.createElement("div");
	words.textContent = "This is what you had typed before; it was not saved yet. ";
	const drop = document.createElement("button");
	drop.type = "button";
	drop.className = "button";
	drop.textContent = "Start again without it";
	drop.addEventListener("click", () => {
		sessionStorage.removeItem(key);
		location.reload();
	});
	words.append(drop);
	box.append(words);
	return box;
}
