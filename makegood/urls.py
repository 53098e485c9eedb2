"""TABLE 1: what may be asked."""

from __future__ import annotations

from django.urls import include, path

from makegood.interfaces.api import feed
from makegood.interfaces.desk import (
    acts,
    calendar,
    customer_link,
    engagement,
    entry,
    imports,
    insights,
    ledger,
    letters,
    mail_server,
    notices,
    parts,
    password,
    playbook,
    promise,
    promise_making,
    promise_moving,
    promise_placing,
    promise_replacing,
    promise_telling,
    promise_waiting,
    promise_withdrawing,
    rates,
    search,
    settings,
    sign_up,
    start,
    today,
    updates,
)
from makegood.interfaces.portal import answering, arriving, fresh
from makegood.interfaces.portal import page as customer_page

desk = [
    path("today", today.show, name="today"),
    path("ledger", ledger.show, name="ledger"),
    path("search", search.show, name="search"),
    path("kept", rates.show, name="rates"),
    path("kept/insights", insights.show, name="insights"),
    path("journal/<int:entry>", entry.show, name="entry"),
    path("promises/reading", promise_making.read, name="promise_reading"),
    path("promises", promise_making.create, name="promises"),
    path("promises/<int:promise>", promise.show, name="promise"),
    path("promises/<int:promise>/keeping", acts.keep, name="keeping"),
    path("promises/<int:promise>/keeping/undone", acts.undo_keep, name="keeping_undone"),
    path("promises/<int:promise>/tellings", acts.tell, name="tellings"),
    path("promises/<int:promise>/tellings/stated", promise_telling.tell, name="told"),
    path(
        "promises/<int:promise>/tellings/<int:said>/undone",
        acts.undo_tell,
        name="telling_undone",
    ),
    path("promises/<int:promise>/moves", promise_moving.move, name="moves"),
    path("promises/<int:promise>/withdrawal", promise_withdrawing.withdraw, name="withdrawal"),
    path("promises/<int:promise>/replacement", promise_replacing.replace, name="replacement"),
    path("promises/<int:promise>/waits", promise_waiting.wait, name="waits"),
    path(
        "promises/<int:promise>/waits/<int:waiting>/ended",
        promise_waiting.end_wait,
        name="wait_ended",
    ),
    path("promises/<int:promise>/outlook", acts.foresee, name="outlook"),
    path("promises/<int:promise>/notices", notices.write, name="notices"),
    path("promises/<int:promise>/link", customer_link.make, name="customer_link"),
    path("promises/<int:promise>/link/ended", customer_link.end, name="link_ended"),
    path("promises/<int:promise>/place", promise_placing.place, name="place"),
    path("engagements/<int:engagement>", engagement.show, name="engagement"),
    path("engagements/<int:engagement>/cadence", engagement.begin, name="cadence"),
    path("engagements/<int:engagement>/cadence/ended", engagement.end, name="cadence_ended"),
    path("engagements/<int:engagement>/updates", updates.write, name="updates"),
    path("updates/<int:update>/heard", updates.heard, name="update_heard"),
    path("answers/<int:answer>/seen", notices.see, name="answer_seen"),
    path("calendar", calendar.show, name="calendar"),
    path("calendar/address", calendar.change, name="calendar_address"),
    path("playbook", playbook.show, name="playbook"),
    path("playbook/leads", playbook.change_leads, name="leads"),
    path("playbook/reply-time", playbook.change_reply_time, name="reply_time"),
    path("letters", letters.show, name="letters"),
    path("letters/<int:letter>", letters.read, name="letter"),
    path("letters/<int:letter>/returned", letters.came_back, name="letter_came_back"),
    path(
        "letters/<int:letter>/returned/undone",
        letters.did_not_come_back,
        name="letter_did_not_come_back",
    ),
    path("imports", imports.show, name="imports"),
    path("imports/files", imports.bring, name="uploads"),
    path("imports/<int:upload>", imports.look, name="upload"),
    path("imports/<int:upload>/mapping", imports.map_columns, name="upload_mapping"),
    path("imports/<int:upload>/confirmed", imports.confirm, name="upload_confirmed"),
    path("imports/<int:upload>/undone", imports.take_back, name="upload_undone"),
    path("imports/<int:upload>/left-out/<int:file>", imports.left_out, name="upload_left_out"),
    path("settings", settings.show, name="settings"),
    path("settings/business", settings.change_business, name="settings_business"),
    path("settings/name", settings.change_name, name="settings_name"),
    path("settings/hours", settings.change_hours, name="settings_hours"),
    path("settings/mail-server", mail_server.show, name="mail_server"),
    path("settings/mail-server/kept", mail_server.keep, name="mail_server_kept"),
    path("settings/mail-server/tried", mail_server.try_again, name="mail_server_tried"),
    path("settings/mail-server/removed", mail_server.remove, name="mail_server_removed"),
    path("settings/closures", settings.add_closure, name="closures"),
    path(
        "settings/closures/<int:closure>/removed", settings.remove_closure, name="closure_removed"
    ),
]

portal = [
    path("", customer_page.show, name="customer_page"),
    path("notices/<int:notice>/answer", answering.give, name="notice_answer"),
    path("fresh", fresh.send, name="fresh_link"),
]

urlpatterns = [
    path("", start.start, name="start"),
    path("sign-up", sign_up.sign_up, name="account_signup"),
    path("sign-in", sign_up.sign_in, name="account_login"),
    path("sign-out", sign_up.sign_out, name="account_logout"),
    path("password", password.ask, name="account_reset_password"),
    path("password/asked", password.asked, name="account_reset_password_done"),
    path(
        "password/<slug:uidb36>/<str:key>",
        password.choose,
        name="account_reset_password_from_key",
    ),
    path("ui", parts.gallery, name="gallery"),
    path("ui/plain", parts.plain_gallery, name="plain_gallery"),
    path("l/<str:token>", arriving.arrive, name="link"),
    path("c/<int:link>/", include(portal)),
    path("feed/<str:token>.ics", feed.show, name="feed"),
    path("desk/<slug:business>/", include(desk)),
]

handler404 = "makegood.config.errors.not_found"
handler429 = "makegood.interfaces.desk.errors.too_often"
handler500 = "makegood.config.errors.broken"
