/* data-clock="seconds of the whole ring" on a .clock in its last two days: words, ring and tone follow the time left. */
export function attach(clock) {
	const time = clock.querySelector("time");
	const ring = clock.querySelector(".left");
	const deadline = Date.parse(time.dateTime);
	const tick = () => {
		if (!clock.isConnected) return;
		const seconds = Math.floor((deadline - Date.now()) / 1000);
		time.textContent = seconds > 0 ? words(seconds) : clock.dataset.over;
		ring?.setAttribute("stroke-dasharray", `${Math.max(Math.min(100 * seconds / clock.dataset.clock, 100), 0)} 100`);
		if (seconds <= 0) {
			clock.removeAttribute("data-tone");
			clock.classList.add("quiet");
			return;
		}
		clock.dataset.tone = seconds < 3600 ? "bad" : "wait";
		setTimeout(tick, Math.min(seconds % 60 + 1, 60) * 1000);
	};
	tick();
}

function words(seconds) {
	for (const [size, unit] of [[86400, "day"], [3600, "hour"], [60, "minute"]]) {
		const number = Math.floor(seconds / size);
		if (number >= 1) return `${number} ${unit}${number === 1 ? "" : "s"} left`;
	}
	return "1 minute left";
}
