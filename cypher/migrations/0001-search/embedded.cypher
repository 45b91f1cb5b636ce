// The indexes of names that stood where the full-text ones stand now: ArcadeDB has no two on one property.
DROP INDEX agency_name IF EXISTS;
DROP INDEX document_name IF EXISTS;
DROP INDEX event_name IF EXISTS;
DROP INDEX group_name IF EXISTS;
DROP INDEX official_name IF EXISTS;
DROP INDEX phase_name IF EXISTS;
DROP INDEX plan_name IF EXISTS;
DROP INDEX post_name IF EXISTS;
DROP INDEX region_name IF EXISTS
