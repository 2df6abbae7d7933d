/* data-zone on a hidden input: the time zone that the browser is in, as a guess for a new account. */
export function attach(input) {
	input.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
