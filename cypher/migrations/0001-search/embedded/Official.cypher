DROP INDEX official_name IF EXISTS
