/* What only somebody who is signed in needs, after app.js: the socket and what hears of it, conversations, push. Joined into a file of its own, so that a
	first visit does not carry it. */
import * as bell from "./behaviours/bell.js";
import * as chat from "./behaviours/chat.js";
import * as inbox from "./behaviours/inbox.js";
import * as push from "./behaviours/push.js";
import * as renew from "./behaviours/renew.js";
import * as unread from "./behaviours/unread.js";

document.dispatchEvent(new CustomEvent("behaviours", { detail: { bell, chat, inbox, push, renew, unread } }));
