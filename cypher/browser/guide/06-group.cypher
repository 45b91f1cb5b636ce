// zh: 由群体展开的成员
// en: Members that follow from a group
// “16个州（市）生态环境局”按地名词典展开为十六个局，关系上标有 derived。
// A group such as the bureaus of sixteen prefectures is spelt out by the gazetteer; those relationships are marked derived.
MATCH p = (:Training)<-[:ATTENDED]-(g:Group)<-[:MEMBER_OF]-(a:Agency) WHERE a.level = 'prefecture'
RETURN p LIMIT 40
