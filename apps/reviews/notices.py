"""What reviews tell people. None of them says what a sealed review says."""

from apps.notifications.kinds import Kind, register

WAITING = Kind(
    name="review.waiting",
    topic="reviews",
    title="A review waits to be written",
    line="How was it? Review {{ other }} for “{{ contract.title }}”",
    subject="How was working with {{ other }}?",
    body="“{{ contract.title }}” has ended. Say how it was: the next person to decide about {{ other }} will be glad of it.\n\n"
    "Your review is sealed until {{ other }} has written too, or until {{ closes_at|date:'j F Y' }}. After that day nothing can be added.",
    button="Write your review",
)
WRITTEN = Kind(
    name="review.written",
    topic="reviews",
    title="Somebody reviewed your work together",
    line="{{ author }} has reviewed “{{ contract.title }}”; you see it when you have written yours",
    subject="{{ author }} has reviewed your work together",
    body="{{ author }} has written a review of “{{ contract.title }}”. It is sealed: you see it when you have written yours, "
    "or on {{ closes_at|date:'j F Y' }}. After that day nothing can be added.",
    button="Write your review",
)
PUBLISHED = Kind(
    name="review.published",
    topic="reviews",
    title="A review of you is public",
    line="{{ review.author }} gave you {{ review.stars }} star{{ review.stars|pluralize }} for “{{ contract.title }}”",
    subject="The review of “{{ contract.title }}” is public",
    body="{{ review.author }} gave you {{ review.stars }} star{{ review.stars|pluralize }} and wrote:\n\n{{ review.text }}",
    button="Read the reviews",
)
HIDDEN = Kind(
    name="review.hidden",
    topic="moderation",
    title="Your review is hidden",
    line="Your review of “{{ contract.title }}” was hidden by moderation",
    subject="Your review of “{{ contract.title }}” was hidden",
    body="A moderator has hidden your review. The reason: {{ reason }}\n\nOnly you and the moderators can see it now, and its stars do not count.",
    button="Open the contract",
)

CLOSING = Kind(
    name="review.closing",
    topic="reminders",
    title="The time to review ends soon",
    line="Until {{ closes_at|day_words }} you can review {{ other }} for “{{ contract.title }}”",
    subject="Until {{ closes_at|day_words }}: your review of {{ other }}",
    body="“{{ contract.title }}” has ended, and you have not said yet how it was. After {{ closes_at|date:'l j F Y, H:i' }} nothing can be added."
    "{% if other_wrote %}\n\n{{ other }} has written already; that review becomes public then.{% endif %}",
    button="Write your review",
)
REPLIED = Kind(
    name="review.replied",
    topic="reviews",
    title="A reply to your review",
    line="{{ actor }} replied to your review of “{{ contract.title }}”",
    subject="{{ actor }} replied to your review",
    body="{{ actor }} replied to your review of “{{ contract.title }}”:\n\n{{ review.reply }}\n\nThe reply stands below your review. "
    "There is one reply to each review, so this is the last word.",
    button="Read it",
)
REPLY_HIDDEN = Kind(
    name="review.reply_hidden",
    topic="moderation",
    title="Your reply to a review is hidden by moderation",
    line="Your reply to a review of “{{ contract.title }}” was hidden by moderation",
    subject="Your reply to a review was hidden",
    body="A moderator has hidden your reply to the review of “{{ contract.title }}”. The reason: {{ reason }}\n\n"
    "The review itself stands as it was. If you think this is a mistake, answer this message.",
    button="Open the contract",
)

for kind in (WAITING, WRITTEN, PUBLISHED, HIDDEN, CLOSING, REPLIED, REPLY_HIDDEN):
    register(kind)
