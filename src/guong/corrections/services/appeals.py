"""An appeal: three people outside the line decide whether a finding stands; what does not stand leaves the figures (D5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.corrections import rules, tallies
from guong.corrections.enums import APPEAL_TABLE, AppealState, AppealWord, HistoryEvent
from guong.corrections.models import Appeal, AppealJudge, Finding
from guong.corrections.perms import JUDGE, WRITE
from guong.corrections.querysets import body_people
from guong.corrections.services.common import acting, line, lock_finding, move, rule
from guong.kernel import clock, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.machine import step
from guong.kernel.text import clean_text
from guong.org.models import Membership, Person, Post, Unit
from guong.org.querysets import subtree_q, valid_on

LIMIT = 5000


@service
def file_appeal(*, actor: Actor, finding: Finding, text: str, by: Person | None = None) -> Appeal:
    """The named person appeals against the decision that the finding stands, once, within the days of the rule set.

    Invalid before anything was decided, after the days, without words, or a second time.
    """
    finding = lock_finding(finding)
    person = acting(actor, by, perm=WRITE, path=finding.unit.path)
    if finding.person_id is None or person.pk != finding.person_id:
        actor.require(WRITE, finding.unit.path)
        raise Invalid(_("Only the named comrade appeals. You may type the appeal for him or her."), field="by")
    if finding.settled_at is None or finding.state == "dropped":
        raise Invalid(_("First say what you have to say; an appeal is against the decision about it."))
    if clock.today() > last_day(finding):
        raise Invalid(_("The days for an appeal are over."))
    words = clean_text(text)
    if not words or len(words) > LIMIT:
        raise Invalid(
            _("Write why it does not stand, in at most %(limit)s characters."), field="text", params={"limit": LIMIT}
        )
    if Appeal.objects.filter(finding=finding).exists():
        raise Invalid(_("There was an appeal already: it is decided once."))
    made = Appeal.objects.create(finding=finding, person=person, text=words, filed_at=clock.now())
    line(actor, finding, HistoryEvent.APPEALED, by=person, text=words)
    record(actor, "corrections.appeal.filed", made, unit_path=finding.unit.path, person_id=person.pk)
    return made


def last_day(finding: Finding) -> date:
    """The last day on which the decision can be appealed against."""
    decided = finding.settled_at or finding.stated_at
    return decided.astimezone(clock.ZONE).date() + timedelta(days=rule(finding.drive, "appeal_days"))


def outside_the_line(finding: Finding) -> QuerySet[Person]:
    """People of the bodies around who have nothing to do with the case: members of another cell under the same body, without an
    office in this body or above it; not the named person, not whoever decided."""
    unit = finding.unit
    today = clock.today()
    parent = unit.parent or unit
    around = Membership.objects.filter(valid_on(today), subtree_q(parent.path, "unit__path")).exclude(unit=unit)
    line_of = [*treepath.ancestors(unit.path), unit.path]
    offices = Post.objects.filter(valid_on(today), unit__path__in=line_of).values("person_id")
    rows = Person.objects.filter(pk__in=around.values("person_id")).exclude(pk__in=offices)
    rows = rows.exclude(pk__in=body_people(unit, today).values("pk"))
    return rows.exclude(Q(pk=finding.person_id or 0) | Q(pk=finding.settled_by_id or 0)).order_by("name_key", "pk")


@service
def name_judges(*, actor: Actor, appeal: Appeal, people: Sequence[Person]) -> Appeal:
    """The body above names the three, all outside the line. It reads no words of the case by that."""
    finding = lock_finding(appeal.finding)
    actor.require(JUDGE, above(finding.unit).path)
    row = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
    chosen = {person.pk for person in people}
    if len(chosen) != rules.JUDGES or len(people) != rules.JUDGES:
        raise Invalid(_("Name three different people."), field="people")
    if outside_the_line(finding).filter(pk__in=chosen).count() != rules.JUDGES:
        raise Invalid(_("The three stand outside: of another cell, without an office in this line."), field="people")
    row.state = step(APPEAL_TABLE, row.state, "name", message=_("The three are named already."))
    row.named_at, row.named_by_label = clock.now(), actor.label[:200]
    row.save(update_fields=["state", "named_at", "named_by_label"])
    AppealJudge.objects.bulk_create([AppealJudge(appeal=row, person=person) for person in people])
    record(
        actor, "corrections.appeal.named", row, unit_path=finding.unit.path, person_id=row.person_id,
        changes={"judges": sorted(chosen)},
    )  # fmt: skip
    return row


def above(unit: Unit) -> Unit:
    """The body above, which names the three; NotFound at the top of the tree."""
    if unit.parent is None:
        raise NotFound
    return unit.parent


@service
def say_on_appeal(*, actor: Actor, appeal: Appeal, word: str, text: str) -> Appeal:
    """One of the three says "keep" or "overturn" with the reason; two equal words decide. Overturned, the finding is dropped and
    leaves every figure from now on. NotFound for anybody but the three; nobody types it for them."""
    finding = lock_finding(appeal.finding)
    row = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
    mine = row.judges.filter(person_id=actor.person_id or 0).first()
    if mine is None:
        raise NotFound
    words = clean_text(text)
    if word not in AppealWord.values:
        raise Invalid(_("Choose one of the answers of the list."), field="word")
    if not words or len(words) > LIMIT:
        raise Invalid(_("Answer with words: the comrade has the right to know why."), field="text")
    if row.state != AppealState.HEARD or mine.word:
        raise Invalid(_("This was decided already."))
    mine.word, mine.text, mine.said_at = word, words, clock.now()
    mine.save(update_fields=["word", "text", "said_at"])
    record(actor, "corrections.appeal.word", mine, unit_path=finding.unit.path, person_id=row.person_id)
    result = rules.appeal_result(list(row.judges.values_list("word", flat=True)))
    if result:
        _decide(actor, finding, row, result)
    return row


def _decide(actor: Actor, finding: Finding, row: Appeal, result: str) -> None:
    row.state = step(APPEAL_TABLE, row.state, result, message=_("This was decided already."))
    row.decided_at = clock.now()
    row.save(update_fields=["state", "decided_at"])
    said = "\n".join(row.judges.filter(word=result).values_list("text", flat=True))
    if result == AppealWord.OVERTURN:
        move(finding, "overturn")
    line(actor, finding, HistoryEvent.DROPPED if result == AppealWord.OVERTURN else HistoryEvent.APPEAL_KEPT, text=said)
    record(
        actor, "corrections.appeal.decided", row, unit_path=finding.unit.path, person_id=row.person_id,
        changes={"result": result},
    )  # fmt: skip
    tallies.refresh(finding.drive_id, finding.unit_id)
