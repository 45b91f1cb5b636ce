CREATE VERTEX TYPE Directive IF NOT EXISTS
CREATE PROPERTY Directive.text IF NOT EXISTS STRING
CREATE INDEX IF NOT EXISTS ON Directive (text) FULL_TEXT METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"}
