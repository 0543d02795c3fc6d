"""All that clients has after 0013_named_accounts_found, for a database that has none of it.

Written by `python -m project.launcher.squash`. A database that has some of it takes what this replaces.
"""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import project.base.ids
import project.base.text
from project.base import constraints
from project.base.migrations import Squashed


class Migration(Squashed):
    replaces = [
        ("clients", "0001_initial"),
        ("clients", "0002_rules"),
        ("clients", "0003_style_guides"),
        ("clients", "0004_merging"),
        ("clients", "0005_merging_proved"),
        ("clients", "0006_merging_found"),
        ("clients", "0007_desk"),
        ("clients", "0008_marks"),
        ("clients", "0009_imported"),
        ("clients", "0010_imported_proved"),
        ("clients", "0011_reverse_charge"),
        ("clients", "0012_reverse_charge_proved"),
        ("clients", "0013_named_accounts_found"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0043_planned_switches"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClientAccount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("personal", "Personal"), ("company", "Company")],
                        default="personal",
                        max_length=8,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="clients.clientaccount",
                    ),
                ),
                ("merged_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reverse_charge",
                    models.BooleanField(db_default=False, default=False, verbose_name="reverse charge"),
                ),
            ],
            options={
                "verbose_name": "client account",
                "verbose_name_plural": "client accounts",
                "indexes": [
                    models.Index(fields=["agency", "name", "id"], name="clientaccount_name"),
                    models.Index(fields=["agency", "-created_at", "-id"], name="clientaccount_newest"),
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["merged_into"],
                        name="clientaccount_merged",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="clientaccount_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_at", None), ("merged_into", None)),
                            models.Q(
                                ("merged_at__isnull", False),
                                models.Q(("merged_into", models.F("id")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="clientaccount_merged_into_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account_people",
                        to="agencies.membership",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("payer", "Payer"), ("orderer", "Buyer"), ("reader", "Reader")],
                        default="payer",
                        max_length=8,
                    ),
                ),
                ("joined_at", models.DateTimeField(null=True)),
                (
                    "through",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clients.clientaccount",
                    ),
                ),
            ],
            options={
                "verbose_name": "person on a client account",
                "verbose_name_plural": "people on client accounts",
                "indexes": [
                    models.Index(fields=["agency", "membership", "account"], name="accountperson_member"),
                    models.Index(
                        condition=models.Q(("through__isnull", False)),
                        fields=["through"],
                        name="accountperson_named",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("account", "membership"), name="accountperson_once"),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["payer", "orderer", "reader"])),
                        name="accountperson_known_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("through", None),
                            models.Q(("through", models.F("account")), _negated=True),
                            _connector="OR",
                        ),
                        name="accountperson_through_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="account_invitation",
                        to="agencies.invitation",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("payer", "Payer"), ("orderer", "Buyer"), ("reader", "Reader")], max_length=8
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation to a client account",
                "verbose_name_plural": "invitations to client accounts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["payer", "orderer", "reader"])),
                        name="accountinvitation_known_role",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FavouriteWriter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="favourite_writers",
                        to="agencies.membership",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "favourite writer",
                "verbose_name_plural": "favourite writers",
                "constraints": [
                    models.UniqueConstraint(fields=("member", "writer"), name="favouritewriter_once"),
                    models.CheckConstraint(
                        condition=models.Q(("member", models.F("writer")), _negated=True),
                        name="favouritewriter_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StyleGuide",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        max_length=40000,
                        validators=[
                            django.core.validators.MaxLengthValidator(40000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="style guide",
                    ),
                ),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="style_guides",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "style guide",
                "verbose_name_plural": "style guides",
                "constraints": [
                    models.UniqueConstraint(fields=("account", "number"), name="styleguide_number"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="styleguide_counts_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=120, validators=[project.base.text.validate_text], verbose_name="name"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[project.base.text.validate_text],
                        verbose_name="phone",
                    ),
                ),
                (
                    "function",
                    models.CharField(
                        blank=True,
                        max_length=80,
                        validators=[project.base.text.validate_text],
                        verbose_name="function",
                    ),
                ),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="accountcontact_has_name"
                    )
                ],
                "indexes": [models.Index(fields=["agency", "email"], name="accountcontact_email")],
            },
        ),
        migrations.CreateModel(
            name="AccountNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[
                            django.core.validators.MaxLengthValidator(4000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="note",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "removed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("removed_at", None),
                                ("removed_by", None),
                                models.Q(("text", ""), _negated=True),
                            ),
                            models.Q(
                                ("removed_at__isnull", False), ("removed_by__isnull", False), ("text", "")
                            ),
                            _connector="OR",
                        ),
                        name="accountnote_removed_has_no_words",
                    )
                ],
                "indexes": [models.Index(fields=["author"], name="accountnote_author")],
            },
        ),
        migrations.CreateModel(
            name="AccountEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("make", "Account created"),
                            ("rename", "Renamed"),
                            ("change_kind", "Type changed"),
                            ("add_contact", "Contact added"),
                            ("edit_contact", "Contact changed"),
                            ("remove_contact", "Contact removed"),
                            ("write_note", "Note added"),
                            ("remove_note", "Note removed"),
                            ("merge", "Merged"),
                            ("part", "Separated again"),
                            ("import", "Imported"),
                            ("take_over", "Open orders taken over"),
                            ("reverse_charge", "Reverse charge switched on"),
                            ("charge_tax", "Reverse charge switched off"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clients.clientaccount",
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "event of a client account",
                "verbose_name_plural": "events of client accounts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("other", None), ("verb__in", ["merge", "part"]), _connector="OR"),
                        name="accountevent_other",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verb__in",
                                [
                                    "make",
                                    "rename",
                                    "change_kind",
                                    "add_contact",
                                    "edit_contact",
                                    "remove_contact",
                                    "write_note",
                                    "remove_note",
                                    "merge",
                                    "part",
                                    "import",
                                    "take_over",
                                    "reverse_charge",
                                    "charge_tax",
                                ],
                            )
                        ),
                        name="accountevent_known_verb",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["account", "-id"], name="accountevent_history"),
                    models.Index(
                        condition=models.Q(("other__isnull", False)),
                        fields=["other"],
                        name="accountevent_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountPlaceholder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placeholder",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_for",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "placeholder of a client account",
                "verbose_name_plural": "placeholders of client accounts",
            },
        ),
        migrations.CreateModel(
            name="MarkedAccount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "mark",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.mark",
                    ),
                ),
                ("external_id", models.CharField(blank=True, default="", max_length=80)),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marked",
                        to="clients.clientaccount",
                    ),
                ),
            ],
            options={
                "verbose_name": "marked client account",
                "verbose_name_plural": "marked client accounts",
                "indexes": [models.Index(fields=["mark"], name="markedaccount_mark")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("agency", "external_id"),
                        name="markedaccount_external_once",
                    )
                ],
            },
        ),
        constraints.SameAgency("AccountPerson", "account", "membership", "through"),
        constraints.SameAgency("AccountInvitation", "invitation", "account"),
        constraints.SameAgency("FavouriteWriter", "member", "writer"),
        constraints.SameAgency("StyleGuide", "account", "by"),
        constraints.SameAgency("ClientAccount", "merged_into"),
        constraints.NoChain("ClientAccount", "merged_into_id"),
        constraints.SameAgency("AccountContact", "account"),
        constraints.SameAgency("AccountNote", "account", "author", "removed_by"),
        constraints.SameAgency("AccountEvent", "account", "actor", "person", "other"),
        constraints.SameAgency("AccountPlaceholder", "account", "membership"),
        constraints.AppendOnly("AccountEvent"),
        constraints.SameAgency("MarkedAccount", "mark", "account"),
    ]
