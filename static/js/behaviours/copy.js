/* data-copy="text" on a button: puts the text on the clipboard and says so in the button. An empty value copies the page's address. */
export function attach(button) {
	const words = button.querySelector("span") ?? button;
	const before = words.textContent;
	button.hidden = !navigator.clipboard;
	button.addEventListener("click", async () => {
		await navigator.clipboard.writeText(button.dataset.copy || location.href);
		words.textContent = "Copied";
		setTimeout(() => { words.textContent = before; }, 2000);
	});
}
