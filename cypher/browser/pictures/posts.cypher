// zh: 图：人员、职务与机构
// en: Picture: officials, posts and agencies
MATCH p = (:Official)-[:HOLDS]->(:Post)-[:IN]->(:Agency) RETURN p LIMIT 60
