/* What was written and is not stored yet, in this browser: it outlives the page, and belongs to who wrote it. */
const NAME = "openchance", STORE = "unsent";
const memory = new Map(); // where the browser keeps nothing for us
let opening;

function database() {
	opening ??= new Promise((resolve, reject) => {
		const request = indexedDB.open(NAME, 1);
		request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
	return opening;
}

async function run(mode, work) {
	const store = (await database()).transaction(STORE, mode).objectStore(STORE);
	const request = work(store);
	return new Promise((resolve, reject) => {
		store.transaction.oncomplete = () => resolve(request.result);
		store.transaction.onerror = store.transaction.onabort = () => reject(store.transaction.error);
	});
}

/* `entry`: key, me, conversation, at, fields (of the form, files among them), text, names (of files). */
export async function keep(entry) {
	memory.set(entry.key, entry);
	await run("readwrite", (store) => store.put(entry)).catch(() => {});
}

export async function drop(key) {
	memory.delete(key);
	await run("readwrite", (store) => store.delete(key)).catch(() => {});
}

/* In the order in which they were written. */
export async function waiting(me, conversation) {
	const kept = await run("readonly", (store) => store.getAll()).catch(() => []);
	const all = new Map([...memory.values(), ...kept].map((entry) => [entry.key, entry]));
	return [...all.values()].filter((entry) => entry.me === me && entry.conversation === conversation).sort((a, b) => a.at - b.at);
}
