// zh: 谁直接写明参加或发言
// en: Who is named as attending or speaking
// derived 为 false 的关系，原文自己写明。
// Where derived is false, the text says so itself.
MATCH p = (t:Training)<-[r:ATTENDED|SPOKE_AT]-(:Agency) WHERE NOT r.derived
RETURN p LIMIT 50
