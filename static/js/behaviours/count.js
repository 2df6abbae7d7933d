/* data-count on an input or textarea with maxlength: says how much room is left once four fifths are used. */
export function attach(input) {
	const most = input.maxLength;
	if (most < 1) return;
	const room = document.createElement("p");
	room.className = "hint num";
	room.setAttribute("aria-live", "polite");
	room.hidden = true;
	(input.closest(".affix") ?? input).after(room);
	const show = () => {
		const left = most - input.value.length;
		room.hidden = left > most / 5;
		room.textContent = left === 1 ? "1 character left" : `${left.toLocaleString()} characters left`;
	};
	input.addEventListener("input", show);
	show();
}
