/* data-unread on the bell: the number of unread notifications, live, in the bell and in the title. Without a socket it is as old as the page. */
export function attach(link) {
	let socket, waiting, failures = 0;
	const connect = () => {
		socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/notifications/`);
		socket.onopen = () => { failures = 0; };
		socket.onmessage = (event) => show(link, JSON.parse(event.data).unread);
		socket.onclose = (event) => {
			failures += 1;
			if (failures > 8 || event.code >= 4400) return;
			waiting = setTimeout(connect, Math.min(1000 * 2 ** failures, 120000) * (0.75 + Math.random() / 2));
		};
	};
	const stop = () => {
		clearTimeout(waiting);
		if (socket) socket.onclose = null;
		socket?.close();
	};
	connect();
	addEventListener("pagehide", stop);
	addEventListener("pageshow", (event) => event.persisted && connect());
}

function show(link, unread) {
	if (!Number.isInteger(unread)) return;
	const count = link.querySelector(".count");
	count.textContent = unread;
	count.hidden = unread === 0;
	link.querySelector("[data-unread-words]").textContent = unread ? `, ${unread} unread` : "";
	document.title = (unread ? `(${unread}) ` : "") + document.title.replace(/^\(\d+\) /, "");
}
