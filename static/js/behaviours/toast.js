/* data-toast on a toast: it can be put away, and goes by itself unless it tells of trouble or is being read. */
export function attach(toast) {
	const close = () => {
		toast.classList.add("gone");
		setTimeout(() => toast.remove(), 200);
	};
	const button = document.createElement("button");
	button.type = "button";
	button.className = "button";
	button.dataset.kind = "quiet";
	button.textContent = "OK";
	button.addEventListener("click", close);
	toast.append(button);
	if (toast.getAttribute("role") === "alert") return;
	let waiting = setTimeout(close, 10000);
	for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, () => clearTimeout(waiting));
	for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, () => { waiting = setTimeout(close, 5000); });
}

/* Say something from a script; `kind` error stays until it is put away. */
export function say(words, kind) {
	const toast = document.createElement("div");
	const sentence = document.createElement("p");
	toast.className = "toast";
	toast.dataset.toast = kind;
	toast.setAttribute("role", kind === "error" ? "alert" : "status");
	sentence.textContent = words;
	toast.append(sentence);
	document.querySelector("[data-toasts]")?.append(toast);
	attach(toast);
}
