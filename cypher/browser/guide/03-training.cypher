// zh: 按名称找一次培训
// en: Find a training by its name
// 日期里的 XXXX 表示原文没有写年份。
// XXXX in a date: the text states no year.
MATCH (t:Training) WHERE t.name CONTAINS '培训'
RETURN t.name AS training, t.date AS date, t.date_text AS as_written ORDER BY training
