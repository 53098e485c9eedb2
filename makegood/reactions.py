"""TABLE 3: what follows from what.

Each event is named here, even where nothing follows. A reaction runs after the commit, apart
from its neighbours; it is tried up to ten times, and its effect happens once.
"""

from __future__ import annotations

from makegood.domain.customers import events as customers
from makegood.domain.engagements import events as engagements
from makegood.domain.exchange import events as exchange
from makegood.domain.feedback import events as feedback
from makegood.domain.feedback.reactions import (
    kept_work_is_asked_about,
    taken_back_is_not_asked_about,
)
from makegood.domain.playbook import events as playbook
from makegood.domain.promises import events as promises
from makegood.domain.promises.reactions import (
    delivery_ends_updates,
    next_update_owed,
    notice_came_back,
    notice_reached_them,
    prerequisite_arrived,
    prerequisite_withdrawn,
    undelivered_goes_on,
    update_came_back,
    update_reached_them,
)
from makegood.domain.recovery import events as recovery
from makegood.domain.recovery.reactions import (
    case_follows_promise,
    case_letter_lost,
    low_score_opens_case,
    missed_opens_case,
)
from makegood.foundation.accounts import events as accounts
from makegood.foundation.files import events as files
from makegood.foundation.journal import events as journal
from makegood.foundation.journal.events import Event
from makegood.foundation.journal.reacting import Reaction
from makegood.foundation.links import events as links
from makegood.foundation.mail import events as mail
from makegood.foundation.mail.reactions import server_took_it

REACTIONS: dict[type[Event], tuple[Reaction, ...]] = {
    accounts.BusinessOpened: (),
    accounts.BusinessChanged: (),
    accounts.BusinessRetired: (),
    accounts.MemberJoined: (),
    accounts.MemberNamed: (),
    accounts.HoursChanged: (),
    accounts.ClosureAdded: (),
    accounts.ClosureRemoved: (),
    journal.ImportOpened: (),
    journal.ImportPublished: (),
    journal.ImportUndone: (),
    files.FileKept: (),
    files.FileForgotten: (),
    journal.FeelingSaid: (),
    journal.FeelingTakenBack: (),
    links.LinkMade: (),
    links.LinkRevoked: (),
    mail.LetterSent: (notice_reached_them, update_reached_them),
    mail.TrialTaken: (server_took_it,),
    mail.LetterFailed: (case_letter_lost,),
    mail.LetterUnknown: (),
    mail.LetterBounced: (notice_came_back, update_came_back, case_letter_lost),
    mail.BounceTakenBack: (notice_reached_them, update_reached_them),
    mail.ServerSet: (),
    mail.ServerTried: (),
    mail.ServerProved: (),
    mail.ServerRemoved: (),
    customers.CustomerMet: (),
    customers.CustomerReachable: (),
    customers.CustomerChanged: (),
    customers.HandleAdded: (),
    customers.HandleRemoved: (),
    customers.NoteMade: (),
    customers.NoteTakenBack: (),
    customers.TagAdded: (),
    customers.TagRemoved: (),
    customers.ConsentGiven: (),
    customers.ConsentWithdrawn: (),
    customers.CustomerMerged: (),
    customers.CustomerUnmerged: (),
    customers.CustomersToldApart: (),
    playbook.LeadsChanged: (),
    playbook.ReplyTimeChanged: (),
    playbook.RecoveryTimesChanged: (),
    playbook.AuthorityChanged: (),
    playbook.WeightChanged: (),
    engagements.EngagementBegun: (),
    engagements.EngagementDescribed: (),
    exchange.UploadBrought: (),
    exchange.UploadMapped: (),
    exchange.UploadConfirmed: (),
    exchange.UploadDropped: (),
    exchange.ExportAsked: (),
    exchange.ExportMade: (),
    engagements.CadenceBegun: (),
    engagements.CadenceEnded: (),
    feedback.RatingGiven: (),
    feedback.SurveyBegun: (),
    feedback.SurveyPublished: (),
    feedback.AnswersBrought: (),
    feedback.AskingBegun: (),
    feedback.AskingEnded: (),
    feedback.InvitationMade: (),
    feedback.InvitationSent: (),
    feedback.InvitationReminded: (),
    feedback.InvitationDropped: (),
    feedback.SurveyScored: (low_score_opens_case,),
    feedback.SurveyAnswered: (),
    feedback.AskingStopped: (),
    feedback.AskingAllowed: (),
    feedback.ReasonConfirmed: (),
    feedback.ReasonTakenOff: (),
    recovery.CaseOpened: (),
    recovery.CaseJoined: (),
    recovery.CaseTaken: (),
    recovery.CaseAcknowledged: (),
    recovery.CaseUnsaid: (),
    recovery.CaseHeard: (),
    recovery.CaseAccounted: (),
    recovery.RemedyAsked: (),
    recovery.RemedyDecided: (),
    recovery.RemedyTold: (),
    recovery.RemedyEnded: (),
    recovery.VerificationAsked: (),
    recovery.CaseFoundRight: (),
    recovery.CaseFoundWrong: (),
    recovery.CaseClosed: (),
    recovery.CaseReopened: (),
    recovery.CauseNamed: (),
    recovery.PreventionPromised: (),
    recovery.StepBegun: (),
    recovery.CauseAdded: (),
    recovery.CauseRetired: (),
    recovery.CauseCameBack: (),
    recovery.PreventionWatched: (),
    recovery.PreventionUnwatched: (),
    promises.PromiseMade: (),
    promises.PromiseKept: (
        prerequisite_arrived,
        next_update_owed,
        delivery_ends_updates,
        kept_work_is_asked_about,
        case_follows_promise,
    ),
    promises.PromiseMissed: (missed_opens_case,),
    promises.PromiseReopened: (
        undelivered_goes_on,
        taken_back_is_not_asked_about,
        case_follows_promise,
    ),
    promises.PromiseMoved: (),
    promises.PromiseTold: (),
    promises.TellingTakenBack: (),
    promises.PromiseWithdrawn: (prerequisite_withdrawn, next_update_owed, case_follows_promise),
    promises.PromiseRestored: (),
    promises.NoticeWritten: (),
    promises.NoticeAnswered: (),
    promises.AnswerSeen: (),
    promises.OutlookSaid: (),
    promises.PromisePlaced: (),
    promises.UpdateWritten: (),
    promises.UpdateHeard: (),
    promises.UpdateUnheard: (),
    promises.WaitingBegun: (),
    promises.WaitingEnded: (),
}
