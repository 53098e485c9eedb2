"""What of every model goes out, and what stays, with the reason. A test holds it complete."""

from __future__ import annotations

from django.db.models import Q

from makegood.domain.customers.models import Apart, Consent, Customer, Handle, Note, Tag
from makegood.domain.engagements.models import Cadence, Engagement
from makegood.domain.exchange.queries.asked import INVITATIONS, STOPS, SURVEYS
from makegood.domain.exchange.queries.cases import CASES, CAUSES
from makegood.domain.exchange.queries.ideas import IDEAS
from makegood.domain.exchange.queries.noun import (
    ANEW,
    BATCH,
    FOLLOWS,
    JOURNALS,
    LETTER,
    NEVER,
    OWN_WORK,
    Noun,
    same,
)
from makegood.domain.feedback.models import Rating
from makegood.domain.playbook.models import Authority, Lead, RecoveryTime, ReplyTime, Weight
from makegood.domain.promises.models import (
    Answer,
    Move,
    Notice,
    Outlook,
    Promise,
    Telling,
    Update,
    Waiting,
)
from makegood.foundation.journal.importable import AboutShown
from makegood.foundation.journal.models import Entry, Feeling
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Closure, Member, OpeningPeriod

CUSTOMERS = Noun(
    "customers",
    "customer",
    Customer,
    same("name", "organisation", "email", "phone", "language", "stage", "merged_into", "met_at"),
    stays={"name_key": FOLLOWS, "phone_key": FOLLOWS, "import_batch": BATCH},
    own_times=("met_at",),
    parts=(
        Noun(
            "handles",
            "handle",
            Handle,
            same("kind", "value", "label"),
            {"key": FOLLOWS},
            "customer",
        ),
        Noun("tags", "tag", Tag, same("name"), {"key": FOLLOWS}, "customer"),
        Noun(
            "notes",
            "note",
            Note,
            same("text", "written_by", "written_at", "taken_back_at"),
            of="customer",
        ),
        Noun(
            "consents",
            "consent",
            Consent,
            same("to", "words", "how", "given_at", "recorded_by", "recorded_at")
            | same("withdrawn_at", "withdrawal_recorded_by"),
            of="customer",
        ),
        Noun("apart", "apart", Apart, same("other", "said_by", "said_at"), of="one"),
    ),
)
ENGAGEMENTS = Noun(
    "engagements",
    "engagement",
    Engagement,
    same("customer", "name", "began_at", "value_cents", "own_date", "own_date_why"),
    stays={"import_batch": BATCH},
    parts=(
        Noun(
            "cadences",
            "cadence",
            Cadence,
            same("weekday", "working_days", "begun_at", "begun_by", "ended_at", "ended_by"),
            of="engagement",
        ),
        Noun(
            "updates",
            "update",
            Update,
            same(
                "promise", "says", "words", "next_on", "written_by", "written_at", "heard_at", "how"
            ),
            {"link": ANEW, "letter": LETTER},
            "engagement",
        ),
    ),
)
PROMISES = Noun(
    "promises",
    "promise",
    Promise,
    same("by", "to", "customer", "engagement", "kind", "text", "visible", "owner")
    | same("effort_minutes", "made_at", "zone", "due_from", "due_to", "due_at", "late_after")
    | same("next_update", "regular", "due_first_from", "due_first_to", "due_first_at")
    | same("late_after_first", "due_number", "told_through", "tellings_recorded", "outlook")
    | same("passed_at")
    | same("kept_at", "kept_early", "withdrawn_at", "withdrawn_asked_by", "end_recorded")
    | same("succeeds", "we_replaced"),
    stays={
        "import_batch": BATCH,
        "because_id": JOURNALS,
    },
    unsaid={"withdrawn_at": "end_recorded"},
    parts=(
        Noun(
            "moves",
            "move",
            Move,
            same("number", "moved_at", "reason", "words", "member", "rule")
            | same("old_from", "old_to", "old_at", "old_late_after")
            | same("new_from", "new_to", "new_at", "new_late_after"),
            of="promise",
        ),
        Noun(
            "tellings",
            "telling",
            Telling,
            same("through", "how", "told_at", "entered_at", "stated_by", "taken_back_at"),
            of="promise",
        ),
        Noun("waits", "wait", Waiting, same("on", "working_days", "since"), of="promise"),
        Noun(
            "outlooks",
            "outlook",
            Outlook,
            same("due_number", "says", "said_at", "said_by"),
            of="promise",
        ),
        Noun(
            "notices",
            "notice",
            Notice,
            same("move", "why", "depends_what", "depends_on", "meaning", "options", "next_update")
            | same("reach", "knew", "is_apology", "written_by", "written_at"),
            {"link": ANEW, "letter": LETTER},
            "promise",
            parts=(
                Noun(
                    "answers",
                    "answer",
                    Answer,
                    same("choice", "words", "answered_at", "seen_at", "seen_by"),
                    of="notice",
                ),
            ),
        ),
    ),
)
RATINGS = Noun(
    "ratings",
    "rating",
    Rating,
    same("customer", "engagement", "score", "out_of", "words", "said_at", "asked_at"),
    stays={"import_batch": BATCH},
)
MEMBERS = Noun(
    "members",
    "member",
    Member,
    same("role", "joined_at", "ended_at", name="user__name", email="user__email"),
)
HOURS = Noun("hours", "period", OpeningPeriod, same("weekday", "opens", "closes"))
CLOSURES = Noun("closures", "closure", Closure, same("first", "last", "name"))
LEADS = Noun("leads", "lead", Lead, same("kind", "working_days"))
REPLY_TIME = Noun("reply_time", "reply_time", ReplyTime, same("office_hours"))
RECOVERY_TIMES = Noun("recovery_times", "recovery_time", RecoveryTime, same("step", "office_hours"))
AUTHORITY = Noun("authority", "authority", Authority, same("role", "cents"))
WEIGHT = Noun("weight", "weight", Weight, same("good_for_bad"))
FEELINGS = Noun(
    "feelings",
    "feeling",
    Feeling,
    same(
        *("feels", "reason", "standing", "said_at", "said_by", "taken_back_at"),
        event="entry__event",
        happened_at="entry__happened_at",
        customer="entry__customer_id",
    ),
    only=Q(AboutShown("entry__")),
)
LETTERS = Noun(
    "letters",
    "letter",
    Letter,
    same("kind", "to_name", "to_address", "reply_to", "subject", "text", "language", "state")
    | same("made_at", "sent_at", "ended_at", "reply", "came_back_at", "came_back_why")
    | same("message_id", "sha256", customer="customer_id", engagement="engagement_id"),
    stays={
        "about": "points at the row whose words the letter holds",
        "because_id": JOURNALS,
        "html": "says what its text says",
        "unsubscribe": NEVER,
    }
    | dict.fromkeys(("try_at", "attempts", "doubts", "held_by_job", "handed_over"), OWN_WORK)
    | {"handed_to": OWN_WORK},
    # Account mail is a person's own, and belongs to none of their businesses.
    only=~Q(kind__in=[Letter.Kind.ACCOUNT, Letter.Kind.TRIAL]),
)
JOURNAL = Noun(
    "journal",
    "entry",
    Entry,
    same("event", "by", "by_id", "by_rule", "happened_at", "recorded_at", "phase", "facts")
    | same("subject_kind", "subject_id", customer="customer_id", engagement="engagement_id"),
)
NOUNS = (CUSTOMERS, ENGAGEMENTS, PROMISES, RATINGS)
STANDARDS = (LEADS, REPLY_TIME, RECOVERY_TIMES, AUTHORITY, WEIGHT)
ABOUT_US = (MEMBERS, HOURS, CLOSURES, *STANDARDS)
HISTORY = (SURVEYS, INVITATIONS, STOPS, CAUSES, CASES, IDEAS, FEELINGS, LETTERS)
# Models of which no row goes out, each with its reason.
STAYS: dict[str, str] = {
    "exchange.Export": "the export itself",
    "exchange.Upload": "what was brought stands among the customers and promises",
    "exchange.UploadedFile": "what was brought stands among the customers and promises",
    "files.File": "what was brought is the member's own already; what was shown lies beside",
    "journal.Delivery": OWN_WORK,
    "journal.ImportBatch": BATCH,
    "feedback.Press": "in the next moment it is an answer, and goes out as one",
    "feedback.Tally": FOLLOWS,
    "limits.OnceKey": OWN_WORK,
    "links.Link": NEVER,
    "mail.OwnServer": f"holds a password: {NEVER}",
    "search.Word": FOLLOWS,
}
