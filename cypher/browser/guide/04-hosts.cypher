// zh: 谁举办的
// en: Who hosted it
// 返回路径，浏览器就画出图来。
// Return a path, and the Browser draws it.
MATCH p = (:Training)<-[:HOSTED]-(:Agency) RETURN p
