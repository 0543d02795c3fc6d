"""What the addresses of the pages hold in one house: found by SQL, with people of the crew in it."""

from __future__ import annotations

from typing import Any

from django.db import connection

from bench.filling.houses import CREW, House
from bench.filling.moulds import HEAVY_TITLE
from bench.pages import HEAVY_WRITER
from quotes.models import OrderQuote
from quotes.rules.quote_links import token_of

CREW_KEYS = """
    SELECT split_part(u.email, '@', 1), m.id
    FROM agencies_membership m JOIN accounts_user u ON u.id = m.user_id
    WHERE m.agency_id = %(agency)s AND u.email = ANY (%(emails)s)
"""
HEAVY_HAND = """
    SELECT split_part(u.email, '@', 1)
    FROM orders_order o JOIN agencies_agency a ON a.id = o.agency_id
    JOIN agencies_membership m ON m.id = o.writer_id JOIN accounts_user u ON u.id = m.user_id
    WHERE a.code = %s AND o.title = %s
"""
ORDER = (
    "SELECT o.number{more} FROM orders_order o {joins} WHERE o.agency_id = %(agency)s AND {which} {newest}"
)
NEWEST = "ORDER BY o.placed_at DESC, o.id DESC LIMIT 1"
MINE = "o.requested_by_id = %(client)s AND o.title <> %(heavy)s"
#: The versions of an order that its client reads.
READ = "FROM orders_delivery v WHERE v.order_id = o.id AND v.verdict = 'approved'"
ASKED = (
    "EXISTS (SELECT 1 FROM orders_revisionpoint p "
    "WHERE p.revision_id = r.id AND p.answer = 'question' AND p.client_reply = '')"
)
ROUND = "JOIN orders_revisionrequest r ON r.order_id = o.id"


def order(which: str, joins: str = "", more: str = "") -> str:
    """The newest order that fits, with further arguments of its addresses."""
    return ORDER.format(more=f", {more}" if more else "", joins=joins, which=which, newest=NEWEST)


def round_of(which: str) -> str:
    """The newest order with a revision that fits, and its number."""
    return order(which, ROUND, "r.number AS round_number")


CONVERTIBLE = "d.created_by_id = %(client)s AND d.converted_at IS NULL AND d.discarded_at IS NULL"
DRAFT = f"""
    FROM drafts_orderdraft d WHERE d.agency_id = %(agency)s AND {CONVERTIBLE} AND d.service_id IS NOT NULL
    AND d.quality_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM quotes_orderquote q WHERE q.draft_id = d.id OR q.work_id = d.id)
    ORDER BY d.id LIMIT 1
"""
QUOTE = """
    SELECT number FROM quotes_orderquote WHERE agency_id = %(agency)s AND state = '{state}' {more}
    ORDER BY id LIMIT 1
"""
PRESET = "FROM drafts_orderpreset p WHERE p.owner_id = %(client)s ORDER BY p.id LIMIT 1"
OFFERED = "SELECT 1 FROM orders_changeorder c WHERE c.order_id = o.id AND c.state = 'offered'"
#: Name -> how its row is found; the columns are the arguments of the address.
FINDERS = {
    "delivered": order(f"o.state = 'delivered' AND {MINE}"),
    "delivered_feedback": order(f"o.state = 'delivered' AND {MINE}", more="'client_to_writer' AS direction"),
    "written": order("o.state = 'in_progress' AND o.writer_id = %(writer)s"),
    "placed": order("o.state = 'placed'"),
    "heavy": order("o.title = %(heavy)s"),
    "claimed": order("o.state = 'in_review' AND o.editor_id = %(editor)s"),
    "unclaimed": order("o.state = 'in_review' AND o.editor_id IS NULL"),
    "version": order(f"o.state = 'delivered' AND {MINE}", more=f"(SELECT min(v.number) {READ}) AS version"),
    "compared": order(f"(SELECT count(*) {READ}) > 1 AND {MINE}"),
    "revision": round_of(MINE),
    "answered": round_of(f"r.state = 'answered' AND o.state = 'delivered' AND {MINE}"),
    "questioned": round_of(f"r.state = 'in_progress' AND {ASKED} AND {MINE}"),
    "revising": round_of("r.state = 'in_progress' AND o.state = 'in_progress' AND o.writer_id = %(writer)s"),
    "to_judge": round_of("r.scope = 'pending' AND r.state = 'open'"),
    "beyond": round_of(f"r.state = 'out_of_scope' AND o.state = 'completed' AND NOT EXISTS ({OFFERED})"),
    "draft": f"SELECT d.public_id {DRAFT}",
    "draft_preset": f"SELECT (SELECT d.public_id {DRAFT}) AS public_id, "
    f"(SELECT p.public_id {PRESET}) AS preset_id",
    "preset": f"SELECT p.public_id {PRESET}",
    "quote": QUOTE.format(state="sent", more="AND addressee_id = %(client)s"),
    "asked_quote": QUOTE.format(state="requested", more=""),
    "invoice": "SELECT i.number FROM billing_invoice i JOIN orders_order o ON o.id = i.order_id "
    f"WHERE i.agency_id = %(agency)s AND {MINE} ORDER BY i.id DESC LIMIT 1",
    "account": "SELECT a.public_id FROM clients_clientaccount a "
    "JOIN clients_accountperson p ON p.account_id = a.id "
    "WHERE p.membership_id = %(client)s ORDER BY a.id LIMIT 1",
    "person": "SELECT public_id FROM agencies_membership WHERE id = %(writer)s",
    "editor_person": "SELECT public_id FROM agencies_membership WHERE id = %(editor)s",
    "person_month": "SELECT public_id, '2026-03' AS month FROM agencies_membership WHERE id = %(writer)s",
    "portfolio": "SELECT slug FROM writers_writerportfolio WHERE agency_id = %(agency)s ORDER BY id LIMIT 1",
    "sample": "SELECT p.slug, s.public_id FROM writers_portfoliosample s "
    "JOIN writers_writerportfolio p ON p.id = s.portfolio_id "
    "WHERE s.agency_id = %(agency)s ORDER BY s.id LIMIT 1",
    "own_sample": "SELECT s.public_id FROM writers_portfoliosample s "
    "JOIN writers_writerportfolio p ON p.id = s.portfolio_id "
    "WHERE p.member_id = %(writer)s ORDER BY s.id LIMIT 1",
    "shown_portfolio": "SELECT public_id FROM writers_writerportfolio WHERE agency_id = %(agency)s "
    "ORDER BY id LIMIT 1",
    "device": "SELECT d.public_id FROM accounts_device d JOIN agencies_membership m ON m.user_id = d.user_id "
    "WHERE m.id = %(client)s AND d.agency_id = %(agency)s ORDER BY d.id DESC LIMIT 1",
    "file": "SELECT f.public_id FROM orders_attachment f JOIN orders_order o ON o.id = f.order_id "
    f"WHERE f.agency_id = %(agency)s AND {MINE} ORDER BY f.id DESC LIMIT 1",
}

#: What is the same in every house.
FIXED: dict[str, dict[str, Any]] = {
    "": {},
    "part": {"part": "services"},
    "service": {"slug": "article"},
    "book": {"version": 1},
    "brand": {"version": 1},
    "terms": {"kind": "terms"},
    "brand_page": {"kind": "page"},
    "brand_quote": {"kind": "quote"},
    "month": {"month": "2026-03"},
    "metric": {"name": "placed"},
    "metric_csv": {"name": "placed", "kind": "csv"},
    "metric_done": {"name": "completed"},
    "metric_done_csv": {"name": "completed", "kind": "csv"},
    "metric_reviews": {"name": "reviews"},
    "metric_reviews_csv": {"name": "reviews", "kind": "csv"},
    "csv": {"kind": "csv"},
}
LINKS = ("quote_link", "quote_answer")
NAMES = {*FIXED, *FINDERS, *LINKS}


def first_name(house: House, who: str) -> str:
    """Of somebody of the crew; HEAVY_WRITER is somebody else in each house, as its fill has drawn them."""
    if who != HEAVY_WRITER:
        return who
    with connection.cursor() as cursor:
        cursor.execute(HEAVY_HAND, [house.code, HEAVY_TITLE])
        return str(cursor.fetchone()[0])


def scene(cursor: Any, house: House) -> dict[str, dict[str, Any]]:
    """The arguments of addresses by name; what the house has none of is missing."""
    cursor.execute("SELECT id FROM agencies_agency WHERE code = %s", [house.code])
    told: dict[str, Any] = {"agency": cursor.fetchone()[0], "heavy": HEAVY_TITLE}
    cursor.execute(CREW_KEYS, {**told, "emails": [house.email(first) for first, _role in CREW]})
    told.update(cursor.fetchall())
    found: dict[str, dict[str, Any]] = dict(FIXED)
    for name, statement in FINDERS.items():
        cursor.execute(statement, told)
        row = cursor.fetchone()
        if row is not None:
            found[name] = dict(zip([column.name for column in cursor.description], row, strict=True))
    return {**found, **_links(found)}


def _links(found: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    if "quote" not in found:
        return {}
    quote = OrderQuote.objects.select_related("addressee").get(number=found["quote"]["number"])
    link = {"token": token_of(quote)}
    return dict(zip(LINKS, (link, {**link, "answer": "acceptance"}), strict=True))
