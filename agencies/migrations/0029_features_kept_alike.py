"""The program of before says by two columns of an agency what its features say now. Whichever of the two a
program writes, the database writes the other. Both columns, and this trigger, go with a later release."""

from django.db import migrations

from project.base.constraints import BeforeWrite

BODY = """
DECLARE said varchar[] := NEW.features;
BEGIN
    IF TG_OP = 'INSERT' OR NEW.features IS NOT DISTINCT FROM OLD.features THEN
        IF (TG_OP = 'INSERT' AND NOT NEW.editorial_review)
            OR (TG_OP = 'UPDATE' AND NEW.editorial_review IS DISTINCT FROM OLD.editorial_review) THEN
            said := array_remove(array_remove(said, '+editorial_review'), '-editorial_review')
                || (CASE WHEN NEW.editorial_review THEN '+' ELSE '-' END || 'editorial_review')::varchar;
        END IF;
        IF (TG_OP = 'INSERT' AND NEW.sign_up <> 'open')
            OR (TG_OP = 'UPDATE' AND NEW.sign_up IS DISTINCT FROM OLD.sign_up) THEN
            said := array_remove(array_remove(said, '+sign_up'), '-sign_up')
                || (CASE WHEN NEW.sign_up = 'open' THEN '+' ELSE '-' END || 'sign_up')::varchar;
        END IF;
        NEW.features := said;
    END IF;
    NEW.editorial_review := NOT ('-editorial_review' = ANY (NEW.features));
    NEW.sign_up := CASE WHEN '-sign_up' = ANY (NEW.features) THEN 'invitation' ELSE 'open' END;
    RETURN NEW;
END
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0028_feature_switches")]
    operations = [BeforeWrite("Agency", "agencies_agency_features", BODY)]
