"""Second thoughts leave a trace; a report brings what was said to moderation, and only that."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import Event
from apps.messages import services
from apps.messages.models import Conversation, Member, MessageFile, MessageReport, MessageVersion
from apps.notifications.models import Notification
from apps.users.models import User
from apps.users.services import block

from .world import fresh, heard, kinds, notes, say

SignIn = Callable[[User], Client]


def test_for_ten_minutes_the_author_finds_better_words(talk: Conversation, olga: User, sam: User) -> None:
    message = say(talk, sam, "Tuesday?")
    with heard() as frames:
        services.edit(message, by=sam, text="Wednesday?")
    found = fresh(message)
    assert (found.text, found.html) == ("Wednesday?", "<p>Wednesday?</p>") and found.edited_at
    assert MessageVersion.objects.get().text == "Tuesday?" and {one.last_text for one in Member.objects.all()} == {"Wednesday?"}
    assert kinds(frames) == ["changed"] and "edited" in frames[0][1]["html"]
    assert list(Event.objects.of(message).values_list("verb", "note")) == [("edit", "")]  # the words are not in the audit
    with pytest.raises(NotAllowed):
        services.edit(found, by=olga, text="Never")
    with pytest.raises(Refused):
        services.edit(found, by=sam, text="  ")
    with time_machine.travel(timezone.now() + timedelta(minutes=11)), pytest.raises(Stale):
        services.edit(found, by=sam, text="Too late")
    assert fresh(message).text == "Wednesday?"


def test_the_verbs_of_a_message_are_a_sheet_with_a_way_back_or_a_page(talk: Conversation, sam: User, signed_in: SignIn) -> None:
    message = say(talk, sam, "Tuesday?")
    sheet = signed_in(sam).get(message.verbs_url, headers={"HX-Request": "true"}).content.decode()
    assert 'method="dialog"' in sheet and "Go back" in sheet and "<html" not in sheet
    page = signed_in(sam).get(message.verbs_url).content.decode()
    assert 'method="dialog"' not in page and "Delete the message" in page and "<html" in page


def test_who_is_blocked_says_nothing_by_editing(talk: Conversation, olga: User, sam: User) -> None:
    message = say(talk, sam, "Tuesday?")
    block(sam, by=olga)
    with heard() as frames, pytest.raises(Refused, match="takes no messages"):
        services.edit(message, by=sam, text="You will be sorry")
    assert frames == [] and fresh(message).text == "Tuesday?"
    services.delete(message, by=sam)  # to take words back stays possible


def test_what_is_deleted_is_gone_and_leaves_a_trace(talk: Conversation, olga: User, sam: User, signed_in: SignIn) -> None:
    message = say(talk, sam, "A secret of mine", files=[notes()])
    file = MessageFile.objects.get()
    with pytest.raises(NotAllowed):
        services.delete(message, by=olga)
    services.delete(message, by=sam)
    page = signed_in(olga).get(talk.get_absolute_url()).content.decode()
    assert "Message deleted" in page and "secret" not in page and file.name not in page
    assert signed_in(olga).get(file.get_absolute_url()).status_code == 404
    assert services.search(olga, "secret")[0] == []
    with pytest.raises(Stale):
        services.delete(message, by=sam)
    with pytest.raises(Stale):
        services.edit(fresh(message), by=sam, text="Back")


def test_a_report_keeps_the_words_and_is_judged_once(talk: Conversation, olga: User, sam: User, max_: User) -> None:
    message = say(talk, sam, "Pay me elsewhere")
    made = services.report(message, by=olga, reason="fraud", note="He asks again and again.")
    services.delete(message, by=sam)
    assert fresh(made).words == "Pay me elsewhere"
    with pytest.raises(NotAllowed):
        services.remove(made, by=olga)
    services.remove(made, by=max_)
    assert fresh(made).status == "removed" and fresh(message).is_removed
    told = set(Notification.objects.filter(kind__startswith="message.").values_list("recipient__handle", "kind"))
    assert told == {("sam", "message.removed"), ("olga", "message.judged")}
    with pytest.raises(Stale):
        services.keep(made, by=max_)


def test_a_message_that_is_within_the_rules_stays(talk: Conversation, olga: User, sam: User, max_: User) -> None:
    message = say(talk, sam)
    made = services.report(message, by=olga, reason="insult")
    services.keep(made, by=max_)
    assert fresh(made).status == "kept" and not fresh(message).is_deleted


def test_only_who_got_it_reports_it_once_with_a_reason(talk: Conversation, olga: User, sam: User, eve: User, max_: User) -> None:
    message = say(talk, sam)
    for person in (sam, eve, max_):
        with pytest.raises(NotAllowed):
            services.report(message, by=person, reason="spam")
    with pytest.raises(Refused):
        services.report(message, by=olga, reason="boredom")
    services.report(message, by=olga, reason="spam")
    with pytest.raises(Stale):
        services.report(message, by=olga, reason="spam")
    assert MessageReport.objects.count() == 1


def test_moderators_see_the_report_and_five_messages_around_it(talk: Conversation, olga: User, sam: User, max_: User, signed_in: SignIn) -> None:
    said = [say(talk, sam, f"Word {number:02}") for number in range(1, 16)]
    made = services.report(said[7], by=olga, reason="insult")
    page = signed_in(max_).get(reverse("admin:messaging_messagereport_change", args=[made.pk])).content.decode()
    assert "Word 03" in page and "Word 13" in page and "Word 02" not in page and "Word 14" not in page
    assert reverse("admin:users_user_change", args=[sam.pk]) in page
    answer = signed_in(max_).post(
        reverse("admin:messaging_messagereport_changelist"), {"action": "remove", "_selected_action": [str(made.pk)]}, follow=True
    )
    assert answer.status_code == 200 and fresh(said[7]).is_removed
    assert signed_in(max_).get(talk.get_absolute_url()).status_code == 404


def test_moderators_open_the_files_of_what_was_reported_and_no_others(
    talk: Conversation, olga: User, sam: User, max_: User, eve: User, signed_in: SignIn
) -> None:
    other, message = say(talk, sam, "Harmless", files=[notes()]), say(talk, sam, "", files=[notes()])
    made = services.report(message, by=olga, reason="insult")
    file = message.files.get().get_absolute_url()
    page = signed_in(max_).get(reverse("admin:messaging_messagereport_change", args=[made.pk])).content.decode()
    assert timezone.localtime(message.created_at, ZoneInfo(max_.timezone)).strftime("%H:%M:") in page, "in the moderator's zone"
    assert file in page and other.files.get().get_absolute_url() not in page
    assert signed_in(max_).get(file).status_code == 200
    assert signed_in(max_).get(other.files.get().get_absolute_url()).status_code == 404
    assert signed_in(eve).get(file).status_code == 404
