// zh: 任务由谁负责
// en: Who answers for a task
// 关系上的 role 是牵头、配合或责任。
// The role on the relationship says who leads, who helps, who is responsible.
MATCH p = (:Task)<-[:RESPONSIBLE_FOR]-(:Agency) RETURN p LIMIT 60
