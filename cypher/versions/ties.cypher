// Which earlier versions some documents have.
UNWIND $documents AS document
MATCH (v:Version)-[:VERSION_OF]->(d:Document {uid: document})
RETURN v.uid AS source, d.uid AS target
