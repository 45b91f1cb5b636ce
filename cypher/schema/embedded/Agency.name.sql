CREATE VERTEX TYPE Agency IF NOT EXISTS
CREATE PROPERTY Agency.name IF NOT EXISTS STRING
CREATE INDEX IF NOT EXISTS ON Agency (name) FULL_TEXT METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"}
