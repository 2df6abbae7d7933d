/* A plain script, before the page is shown: a transition between pages that comes too late is no error, and the admin has none. Chromium reports both
	as errors of the page unless somebody has listened by the time it reveals it, and app.js, a module, may be later than that. On a slow machine it
	may even make the transition after `pagereveal`, which then has carried none: only the rejection itself tells of that one. */
(() => {
	const calm = (transition) => {
		for (const name of ["ready", "finished", "updateCallbackDone"]) transition?.[name]?.catch(() => {});
	};
	addEventListener("pageswap", ({ activation, viewTransition: transition }) => {
		calm(transition);
		if (new URL(activation?.entry.url ?? location.href).pathname.startsWith("/admin/")) transition?.skipTransition();
	});
	addEventListener("pagereveal", ({ viewTransition: transition }) => calm(transition));
	addEventListener("unhandledrejection", (event) => {
		if (event.reason instanceof DOMException && /^Transition was (aborted|skipped)/.test(event.reason.message)) event.preventDefault();
	});
})();
