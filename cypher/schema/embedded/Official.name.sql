CREATE VERTEX TYPE Official IF NOT EXISTS
CREATE PROPERTY Official.name IF NOT EXISTS STRING
CREATE INDEX IF NOT EXISTS ON Official (name) FULL_TEXT METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"}
