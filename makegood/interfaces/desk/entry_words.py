"""What happened to anything but a promise, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Sentence

HAPPENED: dict[str, Sentence] = {
    "business.opened": _("This desk was opened"),
    "business.changed": _("The business was described anew"),
    "member.named": _("A member said how they are called"),
    "hours.changed": _("The office hours were set"),
    "closure.added": _("Days off were noted"),
    "closure.removed": _("Days off were taken back"),
    "import.opened": _("Rows from elsewhere began to come in"),
    "import.published": _("All rows from elsewhere were in"),
    "import.undone": _("What came in from elsewhere was taken back"),
    "file.kept": _("A file was kept"),
    "file.forgotten": _("A file was deleted"),
    "upload.brought": _("Files were brought to be taken in"),
    "upload.mapped": _("Somebody said which column is what"),
    "upload.confirmed": _("Somebody saw what would come in, and wanted it"),
    "upload.dropped": _("Files were put aside before anything came in"),
    "rating.given": _("They rated the work"),
    "customer.met": _("A customer was written down for the first time"),
    "customer.changed": _("A customer was described anew"),
    "customer.merged": _("Two customers turned out to be one"),
    "customer.unmerged": _("Two customers who were one are two again"),
    "customer.told_apart": _("Two customers look alike and are two"),
    "handle.added": _("A further way to reach a customer was written down"),
    "handle.removed": _("A way to reach a customer was taken away"),
    "note.made": _("Something was noted about a customer"),
    "note.taken_back": _("A note about a customer was taken back"),
    "tag.added": _("A customer was tagged"),
    "tag.removed": _("A tag was taken off a customer"),
    "consent.given": _("A customer agreed to something"),
    "consent.withdrawn": _("A customer agrees to something no more"),
    "feeling.said": _("How something felt to a customer was noted"),
    "feeling.taken_back": _("How something felt to a customer was taken back"),
    "engagement.begun": _("A piece of work began"),
    "engagement.described": _("A piece of work was described anew"),
    "cadence.begun": _("Regular updates began"),
    "cadence.ended": _("Regular updates ended"),
    "update.written": _("We wrote how it is going"),
    "update.heard": _("They heard how it is going"),
    "update.unheard": _("They had not heard how it is going: the letter came back"),
    "customer.reachable": _("How a customer is reached was written down"),
    "leads.changed": _("When we ask whether a promise will hold was set"),
    "reply_time.changed": _("How soon we answer was set"),
    "letter.sent": _("Their mail server took a letter"),
    "letter.failed": _("A letter did not reach them"),
    "letter.unknown": _("Nobody knows whether a letter reached them"),
    "letter.bounced": _("A letter to them came back"),
    "letter.unbounced": _("A letter had not come back: that was said by mistake"),
    "own_server.set": _("A mail server of our own was named"),
    "own_server.tried": _("A letter went off to try our mail server"),
    "trial.taken": _("Our mail server took the letter that tried it"),
    "own_server.proved": _("Letters leave by our own mail server from now on"),
    "own_server.removed": _("Our mail server was taken away again"),
    "link.made": _("A link to a customer's page was made"),
    "link.revoked": _("A link was ended"),
}
