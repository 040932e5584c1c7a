from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DirectiveKind(TextChoices):
    RESOLUTION = "resolution", _("Resolution")
    CONCLUSION = "conclusion", _("Conclusion")
    REGULATION = "regulation", _("Regulation")
    DECISION = "decision", _("Decision")
    INSTRUCTION = "instruction", _("Directive of a committee")
    GUIDE = "guide", _("Guide")
    PLAN = "plan", _("Plan")
    PROGRAMME = "programme", _("Programme")
    NOTICE = "notice", _("Notice")
    REPORT = "report", _("Report")
    LETTER = "letter", _("Official letter")
    RULES = "rules", _("Working rules")
    SCHEME = "scheme", _("Scheme")
    OPTION = "option", _("Option paper")
    SUBMISSION = "submission", _("Submission")
    MINUTES = "minutes", _("Record of a meeting")
    MATERIAL = "material", _("Study material")
    OTHER = "other", _("Other document")


class Secrecy(TextChoices):
    NORMAL = "normal", _("Ordinary")
    SECRET = "secret", _("Secret (Mật)")
    TOP_SECRET = "top_secret", _("Top secret (Tối mật)")
    ULTRA = "ultra", _("Of the highest secrecy (Tuyệt mật)")


class Body(TextChoices):
    """Who issues: the authority of each is data (S27, S33)."""

    COMMITTEE = "committee", _("The party committee")
    STANDING = "standing", _("The standing committee")
    CELL = "cell", _("The cell")


class AmendKind(TextChoices):
    REPLACES = "replaces", _("replaces")
    AMENDS = "amends", _("amends")
