/* data-bell="address" on the way to the notifications: a press shows the latest in a panel, which follows what is told meanwhile.
	Without a script, or pressed with a key held, it is a plain link. */
import * as wire from "../wire.js";

export function attach(link) {
	const panel = document.getElementById("bell-panel");
	if (!panel?.showPopover || !window.htmx) return;
	const isOpen = () => panel.matches(":popover-open");
	const load = () => window.htmx.ajax("GET", link.dataset.bell, { target: panel, swap: "innerHTML" });
	let closed = 0;
	link.setAttribute("aria-expanded", "false");
	panel.addEventListener("toggle", (event) => {
		link.setAttribute("aria-expanded", String(event.newState === "open"));
		if (event.newState === "closed") closed = event.timeStamp;
	});
	link.addEventListener("click", async (event) => {
		if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
		event.preventDefault();
		if (isOpen()) { panel.hidePopover(); return; }
		if (event.timeStamp - closed < 300) return; // this press has just closed it
		try { await load(); } catch { location.assign(link.href); return; }
		panel.style.insetBlockStart = `${link.getBoundingClientRect().bottom + 4}px`;
		panel.showPopover();
		panel.querySelector("a, button")?.focus({ preventScroll: true, focusVisible: false });
	});
	panel.addEventListener("keydown", (event) => { if (event.key === "Escape") link.focus(); });
	wire.listen("notice", () => { if (isOpen()) load(); });
}
