"""The class of every field that holds text, by model. A field of text that stands nowhere here fails a test.

Labels of who did something, paths, keys, numbers and codes are facts of the organisation by their names (`BY_NAME`).
"""

from __future__ import annotations

import re

from guong.access.fieldclasses import FieldClass

POSTED, UNIT, PERSONAL = FieldClass.POSTED, FieldClass.UNIT, FieldClass.PERSONAL
DRAFT, SEALED, FIGURES = FieldClass.DRAFT, FieldClass.SEALED, FieldClass.FIGURES

BY_NAME: tuple[tuple[re.Pattern[str], FieldClass], ...] = (
    (re.compile(r"^(password|.*hash|token|.*secret.*|sha256)$"), SEALED),
    (re.compile(r"^(.*_label|.*path|.*_key|code|language|.*symbol|media_type|target_type)$"), UNIT),
)
"""What the name of a field says by itself, where FIELDS says nothing."""

FIELDS: dict[str, dict[str, FieldClass]] = {
    "audit.Entry": {"reason": UNIT, "changes": UNIT},  # never the text of a personal record: a technician reads the log
    "files.StoredFile": {"name": UNIT},
    "accounts.Account": {"username": UNIT, "label": UNIT},
    "accounts.SignInTry": {"key": SEALED},
    "accounts.Identity": {"issuer": UNIT, "subject": SEALED},
    "accounts.OpenSession": {"key": SEALED, "device": PERSONAL},
    "org.Unit": {"block": UNIT, "name": UNIT, "level": UNIT},
    "org.UnitPast": {"name": UNIT, "level": UNIT},
    "org.UnitProfile": {"source": UNIT},
    "org.Person": {"full_name": UNIT, "search_text": UNIT, "gender": UNIT, "occupation": UNIT},
    "org.StandingRequest": {"words": PERSONAL, "decision": PERSONAL},
    "access.Grant": {"reason": UNIT},
    "reorganisation.Reorganisation": {"basis": UNIT, "order": UNIT, "report": UNIT},
    "reorganisation.Introduction": {"reason": PERSONAL, "answer": PERSONAL},
    "reorganisation.Transfer": {"reason": PERSONAL, "destination": UNIT},
    "access.Opening": {"reason": UNIT, "decision_note": UNIT},
    "directives.Directive": {"issuer": UNIT, "title": UNIT, "short_name": UNIT, "letters": UNIT},
    "directives.DocumentLine": {"name": UNIT},
    "directives.Generation": {"label": UNIT},
    "directives.Term": {"name": UNIT},
    "directives.AuthorityTable": {"values": UNIT, "basis": UNIT},
    "directives.Draft": {"title": UNIT, "opening": UNIT, "sections": UNIT, "recipients": UNIT},
    "library.Item": {"title": UNIT, "about": UNIT, "search_text": UNIT},
    "library.Frame": {"name": UNIT, "steps": UNIT},
    "library.Photo": {"caption": UNIT, "place": UNIT, "consent": UNIT},
    "questions.Question": {"text": PERSONAL},
    "questions.Answer": {"heading": UNIT, "text": UNIT, "search_text": UNIT},
    "drives.RuleSet": {"values": UNIT, "note": UNIT},
    "drives.Drive": {"name": UNIT, "theme": UNIT},
    "drives.DriveContent": {"group": UNIT, "text": UNIT},
    "gates.PhaseGate": {"reason": UNIT},
    "drives.Milestone": {"name": UNIT},
    "drives.BlockGate": {"block": UNIT, "lessons": UNIT, "override_reason": UNIT},
    "drives.Phase": {"name": UNIT},
    "drives.DriveUnit": {"name": UNIT, "block": UNIT},
    "drives.Participant": {"standing": UNIT},
    "drives.Registration": {"place": UNIT},
    "drives.RegistrationMove": {"reason": UNIT, "before": UNIT, "after": UNIT},
    "drives.Reminder": {"matter": UNIT},
    "drives.WorkingGroup": {"name": UNIT},
    "drives.TaskOrder": {"title": UNIT, "what": UNIT, "withdrawn_reason": UNIT},
    "drives.BodyTask": {"report": UNIT},
    "drives.Visit": {"found": UNIT, "asked": UNIT, "answer": UNIT},
    "meetings.Conference": {"name": UNIT},
    "meetings.Sitting": {"place": UNIT},
    "meetings.BridgePoint": {"name": UNIT, "place": UNIT},
    "meetings.Invitation": {"reason_note": PERSONAL},
    "meetings.MakeUp": {"proof_note": PERSONAL},
    "meetings.Meeting": {
        "place": UNIT,
        "conclusion": PERSONAL,
        "cancel_reason": PERSONAL,
        "unanswered_reason": PERSONAL,
    },
    "meetings.Vote": {"title": PERSONAL, "reason": PERSONAL},
    "meetings.QualityScore": {"points": FIGURES, "most": FIGURES},
    "meetings.Lesson": {"course": UNIT, "lessons": UNIT, "back_note": UNIT},
    "meetings.Guest": {"name": UNIT, "level": UNIT},
    "meetings.AgendaStep": {"title": UNIT},
    "meetings.Note": {"text": PERSONAL},
    "meetings.Minutes": {"body": PERSONAL},
    "meetings.MinutesOpinion": {"text": PERSONAL, "answer": PERSONAL},
    "meetings.MinutesReopening": {"reason": PERSONAL},
    "reviews.ReviewTemplate": {"title": UNIT, "kinds": UNIT, "sections": UNIT},
    "reviews.SelfReview": {"draft": DRAFT, "assessment": PERSONAL},
    "reviews.ReviewReturn": {"reason": PERSONAL, "checklist": PERSONAL},
    "reviews.ReviewSignature": {"reason": PERSONAL},
    "reviews.CollectiveReport": {"draft": PERSONAL},
    "reviews.ReportRevision": {"content": PERSONAL},
    "reviews.ReportOpinion": {"text": PERSONAL, "answer": PERSONAL},
    "reviews.Promise": {"occasion": PERSONAL, "text": PERSONAL, "office_text": PERSONAL},
    "reviews.PromiseAnswer": {"fact": PERSONAL, "promise_text": PERSONAL},
    "reviews.MirrorCatalogue": {"source": UNIT, "groups": UNIT},
    "reviews.Suggestion": {"text": PERSONAL, "answer": PERSONAL},
    "reviews.ReviewRevision": {"content": PERSONAL},
    "reviews.Remark": {"fact": PERSONAL, "judgement": PERSONAL},
    "reviews.Reply": {"text": PERSONAL},
    "reviews.UpwardCourse": {"commitment": PERSONAL},
    "corrections.Finding": {
        "fact": PERSONAL,
        "cause": PERSONAL,
        "answer": PERSONAL,
        "settled_text": PERSONAL,
        "closed_words": PERSONAL,
        "priority_why": PERSONAL,
    },
    "corrections.Appeal": {"text": PERSONAL},
    "corrections.AppealJudge": {"text": PERSONAL},
    "corrections.FindingTag": {"free": PERSONAL},
    "corrections.Share": {"contest_text": PERSONAL, "settled_text": PERSONAL, "as_reason": PERSONAL},
    "corrections.TagCatalogue": {"note": UNIT},
    "corrections.Tag": {"name": UNIT},
    "corrections.Target": {"name": UNIT, "source": UNIT},
    "corrections.Action": {"measure": PERSONAL, "evidence": PERSONAL},
    "corrections.Extension": {"reason": PERSONAL, "answer": PERSONAL},
    "corrections.ActionStep": {"text": PERSONAL},
    "corrections.Progress": {"text": PERSONAL},
    "corrections.Evidence": {"caption": PERSONAL},
    "corrections.MonthlyAnswer": {"reason": PERSONAL},
    "corrections.RecheckItem": {"reason": PERSONAL},
    "corrections.CarriedAnswer": {"text": PERSONAL},
    "corrections.Indicator": {"name": UNIT},
    "corrections.IndicatorValue": {"source": UNIT},
    "corrections.HistoryLine": {"text": PERSONAL},
    "plans.Plan": {"draft": DRAFT},
    "plans.PlanRevision": {"content": PERSONAL},
    "plans.PlanReturn": {"reason": PERSONAL, "checklist": PERSONAL},
    "plans.Posting": {"place": POSTED, "fields": POSTED, "token": POSTED},
    "plans.MonitorRemark": {"text": PERSONAL, "reply": PERSONAL},
    "plans.RouteTable": {"rows": UNIT, "note": UNIT},
    "plans.Assessment": {"text": PERSONAL, "reply": PERSONAL},
    "plans.Supervision": {"what": PERSONAL, "seen": PERSONAL, "answer": PERSONAL},
    "plans.Programme": {"title": UNIT, "tasks": UNIT},
    "ratings.Scheme": {"forms": UNIT, "levels": UNIT, "numbers": UNIT, "note": UNIT},
    "ratings.CapGrounds": {"text": UNIT},
    "ratings.Rating": {"group": UNIT, "draft": DRAFT},
    "ratings.Judgement": {"content": PERSONAL, "evidence": PERSONAL, "why": PERSONAL},
    "ratings.Opinion": {"source": UNIT, "text": PERSONAL},
    "ratings.Petition": {"text": PERSONAL, "answer": PERSONAL},
    "ratings.Ballot": {"counters": UNIT},
    "ratings.Publication": {"lines": POSTED},
    "copies.ReviewPrint": {"key_mark": SEALED},
    "copies.Sample": {"text": UNIT, "key_mark": SEALED},
    "figures.NodeSummary": {"mother": UNIT, "name": UNIT, "kind": UNIT, "own": FIGURES, "counts": FIGURES},
    "figures.Fold": {"pending": FIGURES},
    "exchange.PendingImport": {"name": UNIT, "reader": UNIT, "refusal": UNIT, "result": UNIT},
    "privacy.Settings": {"values": UNIT, "note": UNIT},
    "privacy.Purpose": {
        "title": UNIT,
        "data": UNIT,
        "seen_by": UNIT,
        "kept": UNIT,
        "ground": UNIT,
        "ground_text": UNIT,
    },
    "privacy.Request": {
        "text": PERSONAL,
        "extended_reason": PERSONAL,
        "answer": PERSONAL,
    },  # the person's and the office's
    "privacy.Hold": {"reason": UNIT},
    "privacy.Certificate": {"lines": UNIT},
    "jobs.Occurrence": {"job": UNIT},
    "jobs.Check": {"breaks": UNIT, "drift": UNIT},
}


def class_of(model: str, field: str) -> FieldClass | None:
    """The class of one field of text, "reviews.Remark" and "fact"; None when nobody has said."""
    said = FIELDS.get(model, {}).get(field)
    if said is not None:
        return said
    return next((one for pattern, one in BY_NAME if pattern.match(field)), None)
