-- The same for a property that is a list of texts.
-- makes schema/embedded/{{label}}.{{property}} for each property searched that is a list
CREATE VERTEX TYPE {{label}} IF NOT EXISTS
CREATE PROPERTY {{label}}.{{property}} IF NOT EXISTS LIST OF STRING
CREATE INDEX IF NOT EXISTS ON {{label}} ({{property}} BY ITEM) FULL_TEXT METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"}
