// Documents are found by where they come from: new bytes from there are a new version.
CREATE INDEX document_origin IF NOT EXISTS FOR (n:Document) ON (n.origin)
