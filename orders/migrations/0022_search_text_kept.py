"""The database keeps the words of whatever is written from now on, by whichever version of the program."""

from django.db import migrations

from project.base.constraints import Derived

#: An order is looked for by its number as well: by the word "#159" of INK-2026-00159.
BODY = r"""
IF TG_TABLE_NAME = 'orders_order' THEN
    INSERT INTO orders_searchtext (agency_id, order_id, words) VALUES (
        NEW.agency_id, NEW.id,
        quillhouse_vector('a' || NEW.agency_id || 'o',
            concat_ws(E'\n', NEW.number, NEW.title, NEW.brief, NEW.audience))
        || array_to_tsvector(ARRAY['#' || ltrim(substring(NEW.number FROM '[0-9]+$'), '0')])
    ) ON CONFLICT DO NOTHING;
ELSIF TG_TABLE_NAME = 'orders_delivery' THEN
    INSERT INTO orders_searchtext (agency_id, order_id, delivery_id, words) VALUES (
        NEW.agency_id, NEW.order_id, NEW.id, quillhouse_vector('a' || NEW.agency_id || 'd', NEW.text)
    ) ON CONFLICT DO NOTHING;
ELSE
    INSERT INTO orders_searchtext (agency_id, order_id, message_id, words)
    SELECT NEW.agency_id, m.order_id, m.id, quillhouse_vector('a' || NEW.agency_id || 'm', NEW.text)
    FROM orders_message m WHERE m.id = NEW.message_id
    ON CONFLICT (message_id) DO UPDATE SET words = EXCLUDED.words;
END IF;
RETURN NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0021_search_text")]

    operations = [
        Derived("orders_search_text", BODY, ("orders_messagetext", "orders_delivery", "orders_order"))
    ]
