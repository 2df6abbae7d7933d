/* Files that are dropped on the form of a file input, or pasted into it, are taken as if they had been chosen. */
export function listen(input, take) {
	const form = input.form;
	form.addEventListener("dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
	form.addEventListener("drop", (event) => {
		if (!event.dataTransfer?.files.length || event.target === input) return;
		event.preventDefault();
		take([...event.dataTransfer.files]);
	});
	form.addEventListener("paste", (event) => event.clipboardData?.files.length && take([...event.clipboardData.files]));
}
