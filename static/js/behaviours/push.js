/* data-push on the section of this device in Settings: says what can be done here, and turns notifications on. Its parts are [data-push-when="…"]:
	unable, install (an iPhone, where only an installed site may), refused (by the person, in the browser), off, on. */
import * as device from "../device.js";
export function attach(section) {
	const form = section.querySelector("form[data-push-form]");
	const { key, person, here } = section.dataset;
	section.querySelectorAll("[data-push-when~='script']").forEach((part) => part.remove());
	show(section, here);
	form?.addEventListener("submit", async (event) => {
		event.preventDefault();
		const button = form.querySelector("button");
		button.setAttribute("aria-busy", "true");
		try {
			const found = await device.subscribe(key, !here);
			await device.report(form.action, form.elements.csrfmiddlewaretoken.value, found, false);
			device.remember(person, found.endpoint);
			location.reload();
		} catch (error) {
			say(section, Notification.permission === "denied" ? "" : reason(error));
			await show(section, here);
		} finally {
			button.removeAttribute("aria-busy");
		}
	});
	section.querySelector("form[data-push-off]")?.addEventListener("submit", async (event) => {
		event.preventDefault();
		device.forget();
		await device.subscription().then((found) => found?.unsubscribe()).catch(() => {});
		event.target.submit();
	});
}

async function show(section, here) {
	const now = await state(here);
	section.querySelectorAll("[data-push-when]").forEach((part) => { part.hidden = !part.dataset.pushWhen.split(" ").includes(now); });
}

async function state(here) {
	if (!device.isAble()) return isApple() && !navigator.standalone ? "install" : "unable";
	if (Notification.permission === "denied") return "refused";
	const found = Notification.permission === "granted" && here ? await device.subscription().catch(() => null) : null;
	return found ? "on" : "off";
}

function isApple() {
	return /iPhone|iPad/.test(navigator.userAgent) || (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);
}

function reason(error) {
	if (error.name === "NotAllowedError") return "Your browser was not allowed to. Nothing has changed.";
	if (error.name === "AbortError") return "Your browser's push service does not answer. Try again in a moment.";
	return error.message;
}

function say(section, words) {
	const place = section.querySelector("[data-push-trouble]");
	place.textContent = words;
	place.hidden = !words;
}
