"""Doors of reviews."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from apps.contracts.models import Contract
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.keyset import keyset_page
from apps.users.models import User

from . import services
from .facts import averages, contract_reviews
from .forms import ReplyForm, ReviewForm
from .models import Review


class SignedIn(HttpRequest):
    """Behind the sign-in (LoginRequiredMiddleware)."""

    user: User


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: SignedIn, pk: UUID) -> HttpResponse:
    """One side's review of the other."""
    contract = get_object_or_404(Contract.objects.visible_to(request.user).select_related("owner", "solver"), pk=pk)
    reviews = contract_reviews(contract, request.user)
    if reviews.mine:
        messages.info(request, "You have written your review of this contract.")
        return redirect(reviews.mine)
    role = Review.Role.SOLVER if contract.owner_id == request.user.pk else Review.Role.CHALLENGER
    form = ReviewForm(request.POST if request.method == "POST" else None, role=role)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            review = services.write(contract, by=request.user, **form.cleaned_data)
        except services.AlreadyWritten:
            return redirect(f"{contract.get_absolute_url()}#reviews")
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
            status = refusal.status_code
        else:
            messages.success(request, said(review))
            return redirect(review)
    status = 422 if form.errors and status == 200 else status
    return render(request, "reviews/write.html", {"contract": contract, "reviews": reviews, "form": form}, status=status)


def said(review: Review) -> str:
    if review.status == "published":
        return "Thank you. Both reviews are public now."
    return f"Thank you. Your review is sealed until {review.subject} has written too, or the time is over."


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: SignedIn, pk: UUID) -> HttpResponse:
    """The reviewed person's one reply, and for a quarter of an hour its correction."""
    review = get_object_or_404(Review.objects.visible_to(request.user).select_related("author", "subject", "contract"), pk=pk)
    if review.subject_id != request.user.pk:
        raise NotAllowed("Only the person whom a review is about can reply.")
    if review.replied_at and not review.is_reply_editable:
        raise Stale("There is one reply to a review, and you have written yours.", row=review.contract)
    form, status = ReplyForm(request.POST if request.method == "POST" else None, initial={"text": review.reply}), 200
    if form.is_bound and form.is_valid():
        verb = services.mend_reply if review.replied_at else services.reply
        try:
            verb(review, by=request.user, text=form.cleaned_data["text"])
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
            status = refusal.status_code
        else:
            messages.success(request, "Your reply stands below the review.")
            return redirect(review)
    status = 422 if form.errors and status == 200 else status
    return render(request, "reviews/reply.html", {"review": review, "form": form}, status=status)


@login_not_required
@require_safe
def person(request: HttpRequest, handle: str) -> HttpResponse:
    """What others said of somebody, as solver or as challenger."""
    subject = get_object_or_404(User, handle=handle.lower(), is_active=True)
    usual = Review.Role.SOLVER if subject.solver_reviews >= subject.challenger_reviews else Review.Role.CHALLENGER
    role = request.GET.get("as", "")
    role = role if role in Review.Role.values else usual.value
    rows = Review.objects.published().filter(subject=subject, role=role).select_related("author")
    page = keyset_page(rows, "-published_at", size=10, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    for one in page.rows:
        one.subject = subject
    tabs = [("solver", "As solver", subject.solver_reviews), ("challenger", "As challenger", subject.challenger_reviews)]
    words = {"subject": subject, "role": role, "tabs": tabs, "page": page, "averages": averages(subject, role)}
    address = f"{reverse('reviews:list', args=[subject.handle])}?as={role}"
    words["newer"] = f"{address}&before={page.newer}" if page.newer else ""
    words["older"] = f"{address}&after={page.older}" if page.older else ""
    return render(request, "reviews/list.html", words)
