"""Heads of days, kept for later checks; the database refuses to change or delete one, on both engines."""

from django.db import migrations, models

SENTENCE = "daily heads are append-only"
SQLITE = [
    f"CREATE TRIGGER audit_dailyhead_no_{verb} BEFORE {verb.upper()} ON audit_dailyhead "
    f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    for verb in ("update", "delete")
]
POSTGRESQL = [
    "CREATE FUNCTION audit_dailyhead_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$",
    "CREATE TRIGGER audit_dailyhead_append_only BEFORE UPDATE OR DELETE ON audit_dailyhead "
    "FOR EACH ROW EXECUTE FUNCTION audit_dailyhead_refuse()",
]
UNDO_SQLITE = ["DROP TRIGGER audit_dailyhead_no_update", "DROP TRIGGER audit_dailyhead_no_delete"]
UNDO_POSTGRESQL = [
    "DROP TRIGGER audit_dailyhead_append_only ON audit_dailyhead",
    "DROP FUNCTION audit_dailyhead_refuse()",
]


def _run(statements):
    def run(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="DailyHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(unique=True)),
                ("seq", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("rows", models.PositiveBigIntegerField()),
                ("made_at", models.DateTimeField()),
            ],
            options={"ordering": ["on"]},
        ),
        migrations.RunPython(
            _run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            _run({"sqlite": UNDO_SQLITE, "postgresql": UNDO_POSTGRESQL}),
        ),
    ]
