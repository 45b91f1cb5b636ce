-- ArcadeDB makes full-text indexes in SQL only, one a property, and none beside another index of that property.
-- makes schema/embedded/{{label}}.{{property}} for each property searched that is one text
CREATE VERTEX TYPE {{label}} IF NOT EXISTS
CREATE PROPERTY {{label}}.{{property}} IF NOT EXISTS STRING
CREATE INDEX IF NOT EXISTS ON {{label}} ({{property}}) FULL_TEXT METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"}
