// What was stated of the person, and through them of anything else.
MATCH (:Official {uid: $target})<-[:SUPPORTS]-(s:Statement)
DETACH DELETE s
