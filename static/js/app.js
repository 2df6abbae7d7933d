/* OpenChance's script. Every page works without it; it only sweetens.
	A behaviour is one file, behaviours/<name>.js, that exports attach(element); it is attached once to each element with data-<name>,
	on load and after each HTMX swap. Sources are many, the wire sees one: `collectstatic` joins the modules (apps/core/staticfiles.py),
	which is why they are imported only as `import * as name from "./….js"` and exported only as `export function`. */
import * as ago from "./behaviours/ago.js";
import * as auto from "./behaviours/auto.js";
import * as clock from "./behaviours/clock.js";
import * as copy from "./behaviours/copy.js";
import * as count from "./behaviours/count.js";
import * as files from "./behaviours/files.js";
import * as focus from "./behaviours/focus.js";
import * as grow from "./behaviours/grow.js";
import * as keep from "./behaviours/keep.js";
import * as menu from "./behaviours/menu.js";
import * as once from "./behaviours/once.js";
import * as sheet from "./behaviours/sheet.js";
import * as themes from "./behaviours/themes.js";
import * as toast from "./behaviours/toast.js";
import * as zone from "./behaviours/zone.js";

const behaviours = { ago, auto, clock, copy, count, files, focus, grow, keep, menu, once, sheet, themes, toast, zone };
const attached = new WeakMap();

function attachTo(element, name) {
	const names = attached.get(element) ?? new Set();
	if (names.has(name)) return;
	attached.set(element, names.add(name));
	behaviours[name].attach(element);
}

function attachAll(root) {
	for (const name in behaviours) {
		const selector = `[data-${name}]`;
		if (root.matches?.(selector)) attachTo(root, name);
		root.querySelectorAll(selector).forEach((element) => attachTo(element, name));
	}
}

keep.settle();
attachAll(document);
document.addEventListener("behaviours", ({ detail }) => { Object.assign(behaviours, detail); attachAll(document); }); /* member.js brings its own */
document.addEventListener("signed-out", () => toast.say("You are signed out. Sign in again to go on.", "error")); /* in another tab */
document.addEventListener("htmx:load", (event) => attachAll(event.detail.elt));
document.addEventListener("htmx:responseError", (event) => toast.say(sentence(event.detail.xhr.status), "error"));
document.addEventListener("htmx:sendError", () => toast.say("No connection. Nothing was sent; try again in a moment.", "error"));

function sentence(status) {
	if (status === 429) return "That was a lot at once. Wait a minute, then try again.";
	if (status === 403 || status === 404 || status === 409) return "This has changed meanwhile. Reload the page to see how it stands.";
	return "That did not work, and nothing has changed. Try again in a moment.";
}
