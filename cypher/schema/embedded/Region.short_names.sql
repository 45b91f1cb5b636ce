CREATE VERTEX TYPE Region IF NOT EXISTS
CREATE PROPERTY Region.short_names IF NOT EXISTS LIST OF STRING
CREATE INDEX IF NOT EXISTS ON Region (short_names BY ITEM) FULL_TEXT METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"}
