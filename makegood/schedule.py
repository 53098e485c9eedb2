"""TABLE 4: what time brings.

Each act takes `now=`, is safe to run twice, and runs as a job: once per period, however many
workers there are.
"""

from __future__ import annotations

from datetime import timedelta

from makegood.domain.exchange.actions import exporting, uploading
from makegood.domain.feedback.actions import counting, presses_left, showing, turns
from makegood.domain.promises.actions import watching
from makegood.foundation.accounts import actions as accounts
from makegood.foundation.jobs import actions as jobs
from makegood.foundation.jobs.clock import Every
from makegood.foundation.journal import actions as journal
from makegood.foundation.limits import actions as limits
from makegood.foundation.mail.actions import posting

SCHEDULE: tuple[Every, ...] = (
    Every(timedelta(minutes=5), watching.watch, name="dues that pass"),
    Every(timedelta(minutes=10), journal.send_again, name="lost deliveries"),
    Every(timedelta(minutes=10), posting.post_again, name="lost letters"),
    Every(timedelta(minutes=10), presses_left.work_out_again, name="lost presses"),
    Every(timedelta(minutes=10), turns.ask_due, name="questions how it was"),
    Every(timedelta(minutes=10), turns.remind_due, name="reminders of those"),
    Every(timedelta(minutes=10), counting.count_all, name="answers counted"),
    Every(timedelta(hours=1), jobs.sweep, name="finished jobs"),
    Every(timedelta(days=1), limits.forget_old_keys, name="old once-keys"),
    Every(timedelta(days=1), accounts.forget_old_sessions, name="old sessions"),
    Every(timedelta(days=1), uploading.forget_files, name="old files"),
    Every(timedelta(days=1), showing.forget_untaken, name="files that no answer took"),
    Every(timedelta(days=1), exporting.forget_old, name="old exports"),
)
