/* data-renew="address" on the body of who is signed in: a device that this person turned on stays theirs after signing in again, a new password or a
	new endpoint. Who never turned anything on here pays one look into localStorage. */
import * as device from "../device.js";
export async function attach(body) {
	const { renew, person, key, known } = body.dataset;
	if (!device.isOf(person) || !device.isAble() || Notification.permission !== "granted") return;
	const found = await device.subscribe(key, false).catch(() => null);
	if (!found || (known !== undefined && device.belongsTo(person, found.endpoint))) return;
	const token = JSON.parse(body.getAttribute("hx-headers"))["x-csrftoken"];
	const answer = await device.report(renew, token, found, true).catch(() => null);
	if (answer?.device) device.remember(person, found.endpoint);
	if (answer && !answer.device) device.forget();
}
