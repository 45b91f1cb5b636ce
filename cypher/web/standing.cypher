// What the order of a page rests on: the level and division of bodies, the posts of people, who holds a post.
UNWIND $uids AS uid
OPTIONAL MATCH (a:Agency {uid: uid})
OPTIONAL MATCH (a)-[:SERVES]->(r:Region)
OPTIONAL MATCH (o:Official {uid: uid})-[h:HOLDS]->(p:Post)
OPTIONAL MATCH (p)-[:IN]->(b:Agency)
OPTIONAL MATCH (q:Post {uid: uid})
OPTIONAL MATCH (q)<-[g:HOLDS]-(holder:Official)
RETURN uid, coalesce(a.level, b.level) AS level, r.code AS code, p.name AS post, coalesce(p.title, q.title) AS title,
       coalesce(h.former, g.former, false) AS former, holder.name AS holder
ORDER BY uid, former, post, holder
