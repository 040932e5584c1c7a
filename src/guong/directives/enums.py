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
    MATERIAL = "material", _("Study material")
    OTHER = "other", _("Other document")


class Secrecy(TextChoices):
    NORMAL = "normal", _("Ordinary")
    SECRET = "secret", _("Secret (Mật)")
    TOP_SECRET = "top_secret", _("Top secret (Tối mật)")
    ULTRA = "ultra", _("Of the highest secrecy (Tuyệt mật)")
