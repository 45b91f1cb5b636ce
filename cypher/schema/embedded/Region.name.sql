CREATE VERTEX TYPE Region IF NOT EXISTS
CREATE PROPERTY Region.name IF NOT EXISTS STRING
CREATE INDEX IF NOT EXISTS ON Region (name) FULL_TEXT METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"}
