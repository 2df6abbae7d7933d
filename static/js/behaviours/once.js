/* data-once on a form: a second press while the first is on its way does nothing. The server holds against doubles by itself. */
export function attach(form) {
	const free = () => {
		delete form.dataset.sent;
		form.querySelectorAll("button[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
	};
	form.addEventListener("submit", (event) => {
		if (form.dataset.sent !== undefined) return event.preventDefault();
		if (event.defaultPrevented) return;
		form.dataset.sent = "";
		event.submitter?.setAttribute("aria-busy", "true");
	});
	form.addEventListener("htmx:afterRequest", free);
	addEventListener("pageshow", (event) => event.persisted && free());
}
