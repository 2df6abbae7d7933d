/* One socket per tab at /ws/. Frames are hints: whoever hears one, or missed some, asks the site.
	listen(kind, callback) · say(frame), dropped when closed · isOpen() · onOpen(callback): after each connection, and whenever frames
	may have been missed: when the site says so, and after a silence. */
const listeners = new Map(), openers = new Set();
const PULSE = 25000, ANSWER = 10000, LONGEST = 60000;
let socket, retry, pulse, doubt, failures = 0, stopped = false;

export function listen(kind, callback) {
	if (!listeners.has(kind)) listeners.set(kind, new Set());
	listeners.get(kind).add(callback);
	connect();
	return () => listeners.get(kind).delete(callback);
}

export function say(frame) {
	if (isOpen()) socket.send(JSON.stringify(frame));
}

export function isOpen() {
	return socket?.readyState === WebSocket.OPEN;
}

export function onOpen(callback) {
	openers.add(callback);
	if (isOpen()) callback();
	return () => openers.delete(callback);
}

function connect() {
	if (socket || stopped || !navigator.onLine) return;
	clearTimeout(retry);
	const mine = socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/`);
	mine.onopen = () => { beat(); opened(); };
	mine.onmessage = (event) => { if (mine === socket) { failures = 0; beat(); take(JSON.parse(event.data)); } };
	mine.onclose = (event) => { if (mine === socket) lost(event.code); };
}

function opened() {
	if (isOpen()) openers.forEach((callback) => callback());
}

function take(frame) {
	if (frame.kind === "missed") setTimeout(opened, Math.random() * 2000);
	if (frame.kind === "pong") opened();
	listeners.get(frame.kind)?.forEach((callback) => callback(frame));
}

/* Heard something: ask again after a while, and give the socket up when nothing answers. */
function beat() {
	clearTimeout(pulse);
	clearTimeout(doubt);
	pulse = setTimeout(probe, PULSE);
}

function probe() {
	clearTimeout(doubt);
	say({ kind: "ping" });
	doubt = setTimeout(() => { drop(); lost(0); }, ANSWER);
}

function drop() {
	const old = socket;
	socket = undefined;
	for (const timer of [pulse, doubt, retry]) clearTimeout(timer);
	old?.close();
}

function lost(code) {
	drop();
	stopped = code >= 4400 && code !== 4408 && code !== 4429;
	failures += code === 4429 ? 4 : 1;
	if (code === 4401) document.dispatchEvent(new CustomEvent("signed-out"));
	if (!stopped) retry = setTimeout(connect, Math.min(500 * 2 ** failures, LONGEST) * (0.5 + Math.random() / 2));
}

addEventListener("online", () => { failures = 0; if (listeners.size) connect(); });
addEventListener("offline", drop);
addEventListener("pagehide", drop);
addEventListener("pageshow", (event) => { if (event.persisted && listeners.size) connect(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden && listeners.size) isOpen() ? probe() : connect(); });
