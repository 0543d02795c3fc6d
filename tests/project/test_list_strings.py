"""The list of strings that people read."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from django.core.management import call_command

from project.management.commands.list_strings import strings


def test_templates_and_modules_are_read(tmp_path: Path) -> None:
    page = tmp_path / "templates" / "page.html"
    page.parent.mkdir()
    page.write_text(
        '{% translate "Send" as label %}\n{% translate \'It"s\' %}\n'
        "{% blocktranslate count n=n trimmed %}\n  {{ n }} word\n{% plural %}\n  {{ n }} words\n"
        "{% endblocktranslate %}\n<p>Not translated</p>"
    )
    module = tmp_path / "orders" / "words.py"
    module.parent.mkdir()
    module.write_text(
        "from django.utils.translation import gettext as _, gettext_noop as noted\n"
        'A = _("Place")\nB = ngettext("one", "many", 2)\nC = pgettext_lazy("sort", "Order")\nD = _(A)\n'
        'E = noted("Later")\n'
    )

    assert [(path, line, words) for path, line, words in strings(tmp_path)] == [
        ("templates/page.html", 1, "Send"),
        ("templates/page.html", 2, 'It"s'),
        ("templates/page.html", 3, "{{ n }} word"),
        ("templates/page.html", 3, "{{ n }} words"),
        ("orders/words.py", 2, "Place"),
        ("orders/words.py", 3, "one"),
        ("orders/words.py", 3, "many"),
        ("orders/words.py", 4, "Order"),
        ("orders/words.py", 6, "Later"),
    ]


def test_some_are_drawn_by_lot_and_the_same_again() -> None:
    drawn = []
    for seed in (1, 1, 2):
        out = StringIO()
        call_command("list_strings", drawn=20, seed=seed, stdout=out)
        drawn.append(out.getvalue().splitlines())

    assert len(drawn[0]) == 20 and drawn[0] == drawn[1] != drawn[2]
