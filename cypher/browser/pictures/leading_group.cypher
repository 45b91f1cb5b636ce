// zh: 图：领导小组与成员
// en: Picture: leading groups and their members
MATCH p = (:LeadingGroup)<-[:MEMBER_OF|FOUNDED|UNIT_OF]-() RETURN p LIMIT 80
