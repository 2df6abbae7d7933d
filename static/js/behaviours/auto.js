/* data-auto on a filter form: it sends itself a moment after the last change. Its own button then has nothing to do. */
export function attach(form) {
	let waiting;
	form.addEventListener("input", (event) => {
		clearTimeout(waiting);
		const typing = event.target.matches("input[type=search], input[type=text], input:not([type])");
		waiting = setTimeout(() => form.requestSubmit(), typing ? 300 : 0);
	});
	form.addEventListener("submit", (event) => {
		clearTimeout(waiting);
		event.submitter?.closest("[popover]:popover-open")?.hidePopover();
	});
}
