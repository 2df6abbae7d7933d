/* A plain script, before the page is shown: a transition between pages that comes too late is no error, and the admin has none. Chromium reports both
	as errors of the page unless somebody has listened by the time it reveals it, and app.js, a module, may be later than that. */
(() => {
	const calm = (transition) => {
		transition?.ready.catch(() => {});
		transition?.finished.catch(() => {});
	};
	addEventListener("pageswap", ({ activation, viewTransition: transition }) => {
		calm(transition);
		if (new URL(activation?.entry.url ?? location.href).pathname.startsWith("/admin/")) transition?.skipTransition();
	});
	addEventListener("pagereveal", ({ viewTransition: transition }) => calm(transition));
})();
