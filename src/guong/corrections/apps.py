from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    name = "guong.corrections"
    label = "corrections"
    default_auto_field = "django.db.models.BigAutoField"
