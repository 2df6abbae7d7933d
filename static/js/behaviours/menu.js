/* data-menu on <details>: closes on Escape, on a press elsewhere and when focus leaves. */
export function attach(details) {
	const close = () => { details.open = false; };
	details.addEventListener("keydown", (event) => {
		if (event.key !== "Escape" || !details.open) return;
		close();
		details.querySelector("summary").focus();
	});
	details.addEventListener("focusout", (event) => {
		if (event.relatedTarget && !details.contains(event.relatedTarget)) close();
	});
	document.addEventListener("pointerdown", (event) => {
		if (!details.contains(event.target)) close();
	});
}
