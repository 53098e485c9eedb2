"""You said, we did: the letter to whoever had an idea that is done. It never goes by itself.

It is drawn the same way before it is sent and when it is: without a link it is a draft.
"""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from makegood.domain.ideas.models import Voice
from makegood.domain.promises.letters import language_of
from makegood.foundation.links.models import Link
from makegood.foundation.mail.rendering import Triple, rendered
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import current_business


def it_is_done(
    voice: Voice, said: str, did: str, *, member: Member, link: Link | None = None
) -> Triple:
    """What they said, and what we did, in the language of whoever said it."""
    who = voice.who
    assert who is not None
    with translation.override(language_of(who)):
        page = f"{{link:{link.pk}}}" if link is not None else _("(the link to their page)")
        context = {
            "business": current_business().name,
            "who": who,
            "said": said,
            "did": did,
            "sender": str(member),
            "link": page,
            "stop": f"{page}/stop" if link is not None else _("(the link that ends such letters)"),
        }
        return rendered("domain/ideas/letters/it_is_done.html", context)
