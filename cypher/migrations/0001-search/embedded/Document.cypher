DROP INDEX document_name IF EXISTS
