"""Words of the tree. Values are stored; labels are translated."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    CENTRAL = "central", _("Central body")
    PROVINCE = "province", _("Provincial party committee")
    DISTRICT = "district", _("District party committee")  # history only: abolished in July 2025
    WARD = "ward", _("Ward party committee")
    COMMUNE = "commune", _("Commune party committee")
    BASE = "base", _("Grassroots party committee")  # of an office, a school, a firm
    CELL_RESIDENTIAL = "cell_residential", _("Cell of a residential group")
    CELL_VILLAGE = "cell_village", _("Cell of a village")
    CELL_POLICE = "cell_police", _("Cell of the police")
    CELL_MILITARY = "cell_military", _("Cell of the military command")
    CELL_SCHOOL = "cell_school", _("Cell of a school")
    CELL_OFFICE = "cell_office", _("Cell of an office")
    CELL_OTHER = "cell_other", _("Cell")
    BOARD = "board", _("Advisory board")
    INSPECTION = "inspection", _("Inspection commission")
    FRONT = "front", _("Fatherland Front committee")
    FRONT_COMMITTEE = "front_committee", _("Residential Front committee")
    MASS = "mass", _("Mass organisation")
    COUNCIL = "council", _("People's council")
    GOVERNMENT = "government", _("People's committee")
    MILITARY = "military", _("Military party committee")


CELL_KINDS = frozenset(kind.value for kind in UnitKind if kind.value.startswith("cell_"))
COMMITTEE_KINDS = frozenset({"central", "province", "district", "ward", "commune", "base"})
BESIDE_KINDS = frozenset({"front", "front_committee", "mass"})
"""The Front and the mass organisations: beside the committees, not under their chain of documents (S124)."""


NAME_ONLY_KINDS = frozenset({"military"})  # of the armed forces only the name is ever kept (S56)


class StandingKind(TextChoices):
    EXEMPT = "exempt", _("Exempt from party activity")
    SUSPENDED = "suspended", _("Suspended from party activity")
    AWAY = "away", _("Working far away")


class PostKind(TextChoices):
    """Order of definition = order in which heads come first (R12)."""

    COMMITTEE_SECRETARY = "committee_secretary", _("Secretary of the party committee")
    COMMITTEE_STANDING_DEPUTY = "committee_standing_deputy", _("Standing deputy secretary of the party committee")
    COMMITTEE_DEPUTY = "committee_deputy", _("Deputy secretary of the party committee")
    STANDING_MEMBER = "standing_member", _("Member of the standing committee")
    COMMITTEE_MEMBER = "committee_member", _("Member of the party committee")
    PEOPLE_CHAIR = "people_chair", _("Chairman of the People's Committee")
    FRONT_HEAD = "front_head", _("Chair of the Fatherland Front")
    MASS_HEAD = "mass_head", _("Head of a mass organisation")
    CELL_SECRETARY = "cell_secretary", _("Secretary of the cell")
    CELL_DEPUTY = "cell_deputy", _("Deputy secretary of the cell")
    CELL_COMMITTEE = "cell_committee", _("Member of the cell committee")
    BODY_DEPUTY = "body_deputy", _("Deputy head of the Front, of an organisation or agency")
    BODY_MEMBER = "body_member", _("Member of the Front, of an organisation or agency")


CELL_POSTS = frozenset({"cell_secretary", "cell_deputy", "cell_committee"})
BODY_POSTS = frozenset({"body_deputy", "body_member"})  # in bodies that are neither a cell nor a party committee
COMMITTEE_POSTS = frozenset(
    {"committee_secretary", "committee_standing_deputy", "committee_deputy", "standing_member", "committee_member"}
)


class MemberKind(TextChoices):
    """Which form of self-review fits (S127)."""

    OFFICIAL = "official", _("Official or public servant")
    LEADER = "leader", _("Leader or manager")
    RETIRED = "retired", _("Retired")
    WORKER = "worker", _("Worker in a firm")
    FREELANCE = "freelance", _("Self-employed, home, trade")
    ARMED = "armed", _("Police or military")
    TEACHER = "teacher", _("Teacher")


class WorkField(TextChoices):
    """Fields of work that a committee divides among its members (S76)."""

    GENERAL = "general", _("Leadership in general")
    ORGANISATION = "organisation", _("Organisation and cadres")
    PROPAGANDA = "propaganda", _("Propaganda and education")
    INSPECTION = "inspection", _("Inspection, supervision, discipline")
    MASS_WORK = "mass_work", _("Mass mobilisation, Front and mass organisations")
    ADMINISTRATION = "administration", _("Administration and public service")
    ECONOMY = "economy", _("Economy and budget")
    LAND = "land", _("Land, building, urban order")
    CULTURE = "culture", _("Culture, society, schools, health")
    SECURITY = "security", _("Security and defence")


class Ground(TextChoices):
    """Why a member asks (R3)."""

    AGE = "age", _("Old age")
    HEALTH = "health", _("Ill health")
    FAR_WORK = "far_work", _("Working far away")


class RequestState(TextChoices):
    ASKED = "asked", _("Waiting for the cell")
    AGREED = "agreed", _("The cell agreed")
    REFUSED = "refused", _("The cell did not agree")
    WITHDRAWN = "withdrawn", _("Taken back by the member")


REQUEST_TABLE = {
    ("asked", "agree"): "agreed",
    ("asked", "refuse"): "refused",
    ("asked", "withdraw"): "withdrawn",
}
