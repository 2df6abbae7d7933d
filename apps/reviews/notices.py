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

for kind in (WAITING, WRITTEN, PUBLISHED, HIDDEN):
    register(kind)
