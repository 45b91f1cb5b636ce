// The ten steps of the guide, in order; each statement has its name and title above it.

// name: 01-agencies
// zh: 第一次查询：看二十五个机构
// en: A first query: twenty-five agencies
// 机构是蓝色的圆；点一下，右边显示它的属性。双击展开它的关系。
// An agency is a blue circle. Click it for its properties, double-click it for its relationships.
MATCH (a:Agency) RETURN a LIMIT 25

// name: 02-labels
// zh: 图里有什么
// en: What there is
// 每个标签有多少节点。
// How many nodes each label has.
MATCH (n) UNWIND labels(n) AS label
RETURN label, count(*) AS nodes ORDER BY nodes DESC

// name: 03-training
// zh: 按名称找一次培训
// en: Find a training by its name
// 日期里的 XXXX 表示原文没有写年份。
// XXXX in a date: the text states no year.
MATCH (t:Training) WHERE t.name CONTAINS '培训'
RETURN t.name AS training, t.date AS date, t.date_text AS as_written ORDER BY training

// name: 04-hosts
// zh: 谁举办的
// en: Who hosted it
// 返回路径，浏览器就画出图来。
// Return a path, and the Browser draws it.
MATCH p = (:Training)<-[:HOSTED]-(:Agency) RETURN p

// name: 05-attended
// zh: 谁直接写明参加或发言
// en: Who is named as attending or speaking
// derived 为 false 的关系，原文自己写明。
// Where derived is false, the text says so itself.
MATCH p = (t:Training)<-[r:ATTENDED|SPOKE_AT]-(:Agency) WHERE NOT r.derived
RETURN p LIMIT 50

// name: 06-group
// zh: 由群体展开的成员
// en: Members that follow from a group
// “16个州（市）生态环境局”按地名词典展开为十六个局，关系上标有 derived。
// A group such as the bureaus of sixteen prefectures is spelt out by the gazetteer; those relationships are marked derived.
MATCH p = (:Training)<-[:ATTENDED]-(g:Group)<-[:MEMBER_OF]-(a:Agency) WHERE a.level = 'prefecture'
RETURN p LIMIT 40

// name: 07-phases
// zh: 规划、阶段、任务
// en: Plan, phase, task
// 从方案到它的阶段，再到任务。
// From a plan to its phases, and to their tasks.
MATCH p = (:Plan)-[:HAS_PHASE]->(:Phase)-[:HAS_TASK]->(:Task) RETURN p LIMIT 60

// name: 08-duties
// zh: 任务由谁负责
// en: Who answers for a task
// 关系上的 role 是牵头、配合或责任。
// The role on the relationship says who leads, who helps, who is responsible.
MATCH p = (:Task)<-[:RESPONSIBLE_FOR]-(:Agency) RETURN p LIMIT 60

// name: 09-words
// zh: 全文检索
// en: Search for words
// 词放在引号里；一个字用 CONTAINS。
// Put the words in quotation marks; for a single character use CONTAINS.
CALL db.index.fulltext.queryNodes('agency_search', '"生态环境局"') YIELD node
RETURN node LIMIT 25

// name: 10-provenance
// zh: 出处：每个事实的原文
// en: Provenance: the words behind a fact
// 关系上的 fact 与 Statement 的 fact 相同；start 到 end 的字就是引文。
// The fact on a relationship is the fact of its statements; the characters from start to end are the quote.
MATCH (a:Agency)-[r:HOSTED]->(t:Training)
MATCH (s:Statement {fact: r.fact})-[:FROM]->(d:Document)
RETURN a.name AS agency, t.name AS training, s.quote AS quote, s.start AS start, s.end AS end,
       substring(d.text, s.start, s.end - s.start) = s.quote AS verbatim, d.title AS document
ORDER BY agency, start LIMIT 10
