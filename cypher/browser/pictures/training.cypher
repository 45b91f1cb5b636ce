// zh: 图：培训与参加的机构
// en: Picture: trainings and who attended
MATCH p = (:Training)<-[:HOSTED|ATTENDED|SPOKE_AT]-(:Agency|Group) RETURN p LIMIT 60
