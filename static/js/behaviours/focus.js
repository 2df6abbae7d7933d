/* data-focus on what must be read first, such as the summary of errors: it takes focus when it appears. */
export function attach(element) {
	if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
	element.focus({ preventScroll: true });
	element.scrollIntoView({ block: "center" });
	for (const link of element.querySelectorAll('a[href^="#"]')) {
		link.addEventListener("click", (event) => {
			const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
			const target = field?.matches("fieldset") ? field.querySelector("input, select, textarea") : field;
			if (!target) return;
			event.preventDefault();
			target.scrollIntoView({ block: "center" });
			target.focus({ preventScroll: true });
		});
	}
}
