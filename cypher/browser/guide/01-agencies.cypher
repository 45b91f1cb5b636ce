// zh: 第一次查询：看二十五个机构
// en: A first query: twenty-five agencies
// 机构是蓝色的圆；点一下，右边显示它的属性。双击展开它的关系。
// An agency is a blue circle. Click it for its properties, double-click it for its relationships.
MATCH (a:Agency) RETURN a LIMIT 25
