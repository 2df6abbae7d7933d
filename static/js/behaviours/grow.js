/* data-grow="most" on a list of inputs: its “Add another” button (data-grow-add, in the list's parent) adds a row without a round trip, and
	data-grow-remove in a row takes it away. Rows are numbered by the digits in their ids, labels and formset names (lines-0-title). */
export function attach(list) {
	const most = Number(list.dataset.grow) || 20;
	const button = list.parentElement.querySelector("[data-grow-add]");
	const total = list.closest("form")?.querySelector(`[name="${list.dataset.growTotal}"]`);
	const pattern = list.lastElementChild?.cloneNode(true);
	if (!button || !pattern) return;
	const settle = () => {
		button.hidden = list.children.length >= most;
		if (total) total.value = list.children.length;
	};
	button.addEventListener("click", (event) => {
		event.preventDefault();
		const row = fresh(pattern, list.children.length);
		list.append(row);
		window.htmx?.process(row);
		settle();
		row.querySelector("input:not([type=hidden]), textarea, select")?.focus();
		row.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: row } }));
	});
	list.addEventListener("click", (event) => {
		const remove = event.target.closest("[data-grow-remove]");
		if (!remove || list.children.length < 2) return;
		event.preventDefault();
		remove.closest("[data-grow] > *").remove();
		[...list.children].forEach(renumber);
		settle();
		(list.lastElementChild.querySelector("input:not([type=hidden]), textarea") ?? button).focus();
	});
	settle();
}

function fresh(pattern, index) {
	const row = pattern.cloneNode(true);
	row.querySelectorAll(".error, [data-grow-drop]").forEach((part) => part.remove());
	for (const input of row.querySelectorAll("input, textarea, select")) {
		input.removeAttribute("aria-invalid");
		input.removeAttribute("aria-describedby");
		if (input.type === "checkbox" || input.type === "radio") input.checked = false;
		else if (input.tagName === "SELECT") input.selectedIndex = 0;
		else { input.value = ""; input.textContent = ""; input.removeAttribute("value"); }
	}
	renumber(row, index);
	return row;
}

function renumber(row, index) {
	for (const element of row.querySelectorAll("[id], [for], [name], [aria-label]")) {
		for (const name of ["id", "for", "name", "aria-label"]) {
			const value = element.getAttribute(name);
			if (!value) continue;
			const counted = /-\d+-/.test(value) ? value.replace(/-\d+-/, `-${index}-`) : value.replace(/\d+(?=\D*$)/, index + 1);
			element.setAttribute(name, counted);
		}
	}
	for (const label of row.querySelectorAll("label, legend, .row-number")) {
		const text = [...label.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && /\d/.test(node.data));
		if (text) text.data = text.data.replace(/\d+/, index + 1);
	}
}
