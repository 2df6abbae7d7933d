/* One file ahead of its form: announced, posted where the site says (itself, or the bucket), and checked there.
	send() promises { id, name, size, remove }, or fails with words (isFinal: the file itself is not taken);
	`tell` hears how much is there, from 0 to 1; `signal` (of an AbortController) stops it. */
export function send(file, address, token, tell, signal) {
	return carry(file, address, token, tell, signal);
}

/* It is not wanted any more; what is lost on the way is swept. */
export function remove(address, token) {
	ask(address, token).catch(() => {});
}

async function carry(file, address, token, tell, signal) {
	const ticket = await ask(address, token, { name: file.name, size: file.size });
	try {
		await put(file, ticket.post, tell, signal);
		return { ...(await ask(ticket.done, token)), remove: ticket.remove };
	} catch (problem) {
		remove(ticket.remove, token);
		throw problem;
	}
}

async function ask(address, token, fields = {}) {
	const body = new FormData();
	for (const name in fields) body.append(name, fields[name]);
	const answer = await fetch(address, { method: "POST", body, headers: { "x-csrftoken": token }, redirect: "manual" }).catch(() => null);
	if (!answer) throw new Error("No connection. Try again in a moment.");
	const said = await answer.json().catch(() => ({}));
	const words = said.problem ?? (answer.status ? "That did not work. Try again in a moment." : "You are signed out. Sign in again, then add it.");
	if (!answer.ok) throw Object.assign(new Error(words), { isFinal: answer.status === 422 });
	return said;
}

function put(file, target, tell, signal) {
	return new Promise((resolve, reject) => {
		const form = new FormData();
		for (const name in target.fields) form.append(name, target.fields[name]);
		form.append("file", file);
		const wire = new XMLHttpRequest();
		wire.upload.addEventListener("progress", (event) => event.lengthComputable && tell(event.loaded / event.total));
		wire.addEventListener("load", () => (wire.status < 300 ? resolve() : reject(new Error("It did not arrive. Try again in a moment."))));
		wire.addEventListener("error", () => reject(new Error("The connection broke. Try again.")));
		wire.addEventListener("abort", () => reject(new Error("Stopped.")));
		signal.addEventListener("abort", () => wire.abort());
		wire.open("POST", target.url);
		if (signal.aborted) reject(new Error("Stopped."));
		else wire.send(form);
	});
}
