from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0002_rights_for_a_time_and_openings'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('subtree', False), ('role__in', ['adviser', 'clerk', 'inspector', 'leader', 'monitor', 'technician']), _connector='OR'), name='words_never_over_a_subtree'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role__in', ['adviser', 'inspector', 'monitor']), _negated=True), ('to_on__isnull', False), _connector='OR'), name='oversight_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('stands_in_for__isnull', True), ('to_on__isnull', False), _connector='OR'), name='deputy_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='grant_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('given_by__isnull', True), models.Q(('given_by', models.F('account')), _negated=True), _connector='OR'), name='nobody_gives_to_himself'),
        ),
    ]
