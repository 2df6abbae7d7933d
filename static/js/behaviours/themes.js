/* data-themes on the form in the foot of the page: the choice of light or dark, remembered in a cookie that the server reads. */
export function attach(form) {
	form.addEventListener("change", (event) => {
		const choice = event.target.value;
		const secure = location.protocol === "https:" ? "; secure" : "";
		const age = choice === "system" ? 0 : 31536000;
		document.cookie = `theme=${choice}; path=/; max-age=${age}; samesite=lax${secure}`;
		if (choice === "system") delete document.documentElement.dataset.theme;
		else document.documentElement.dataset.theme = choice;
	});
}
