"""What the house writes about accounts: the words for each letter that allauth asks for."""

from .kinds import Kind

SAFETY = "If this was not you, set a new password at once: whoever it was is signed out then."
ASKED = "You get this because somebody, probably you, gave this address on our site."
SECURITY = "You get this because it concerns the safety of your account."
WHERE = (("When", "{% when timestamp 'exact' %}"), ("From", "{{ ip }}"), ("Browser", "{{ user_agent }}"))


def letter(name: str, subject: str, body: str, button: str, *, after: str = "", why: str = ASKED, facts: tuple[tuple[str, str], ...] = ()) -> Kind:
    return Kind(name=f"account.{name}", topic="security", line=subject, subject=subject, body=body, button=button, after=after, why=why, facts=facts)


def alarm(name: str, subject: str, body: str, after: str = SAFETY) -> Kind:
    return letter(name, subject, body, "Open your account", after=after, why=SECURITY, facts=WHERE)


VERIFY = "Press the button to verify that {{ email }} is yours. The link works for three days."

LETTERS = {
    "email_confirmation": letter(
        "email_confirmation",
        "Verify your e-mail address",
        VERIFY,
        "Verify the address",
        after="If you did not ask for it, ignore this message: nothing happens.",
    ),
    "email_confirmation_signup": letter(
        "email_confirmation_signup",
        "Welcome to OpenChance: verify your e-mail address",
        "Hello {{ recipient.get_short_name }}, your account is ready.\n\n" + VERIFY,
        "Verify and begin",
        after="If you did not register, ignore this message: without it nobody can use the account.",
    ),
    "account_already_exists": letter(
        "account_already_exists",
        "You have an account already",
        "Somebody, probably you, tried to register with {{ email }}. There is an account with this address already, so nothing was changed.\n\n"
        "If you forgot your password, set a new one.",
        "Set a new password",
    ),
    "unknown_account": letter(
        "unknown_account",
        "There is no account with this address",
        "Somebody, probably you, asked for a new password for {{ email }}. We know no account with this address.\n\n"
        "Perhaps you registered with another one. If you have no account yet, you can make one.",
        "Join OpenChance",
        after="If it was not you, ignore this message.",
    ),
    "password_reset_key": letter(
        "password_reset_key",
        "Set a new password",
        "Hello {{ recipient.get_short_name }}, somebody, probably you, asked for a new password for your account.\n\n"
        "Press the button to choose one. The link works once, for three days.",
        "Choose a new password",
        after="If it was not you, ignore this message: your password stays as it is.",
    ),
    "password_reset": alarm("password_reset", "Your password is new", "The password of your account was set anew."),
    "password_changed": alarm("password_changed", "Your password was changed", "The password of your account was changed."),
    "password_set": alarm("password_set", "Your account has a password", "A password was set for your account."),
    "email_changed": alarm(
        "email_changed",
        "Your e-mail address was changed",
        "The address of your account was changed from {{ from_email }} to {{ to_email }}. You sign in with the new one from now on.",
        after="If this was not you, answer to this message at once.",
    ),
    "email_confirm": alarm("email_confirm", "Your e-mail address is verified", "{{ email }} is verified.", after=""),
    "email_deleted": alarm("email_deleted", "An e-mail address was removed", "{{ deleted_email }} was removed from your account."),
}
