/* data-sheet on a <dialog>: it opens when HTMX has put something into it, and closes on a press beside it. */
export function attach(dialog) {
	dialog.addEventListener("htmx:afterSwap", () => {
		if (!dialog.open) dialog.showModal();
	});
	dialog.addEventListener("click", (event) => {
		if (event.target === dialog) dialog.close();
	});
	dialog.addEventListener("close", () => dialog.replaceChildren());
}
