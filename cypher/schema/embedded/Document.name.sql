CREATE VERTEX TYPE Document IF NOT EXISTS
CREATE PROPERTY Document.name IF NOT EXISTS STRING
CREATE INDEX IF NOT EXISTS ON Document (name) FULL_TEXT METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"}
