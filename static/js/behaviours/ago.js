/* data-ago on a recent <time>: “4 minutes ago” stays true while the page is open. */
export function attach(time) {
	const moment = Date.parse(time.dateTime);
	const tick = () => {
		const minutes = Math.floor((Date.now() - moment) / 60000);
		if (!time.isConnected || minutes >= 60) return;
		if (minutes >= 1) time.textContent = minutes === 1 ? "1 minute ago" : `${minutes} minutes ago`;
		setTimeout(tick, 30000);
	};
	setTimeout(tick, 30000);
}
