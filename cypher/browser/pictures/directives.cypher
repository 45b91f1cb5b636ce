// zh: 图：会议、讲话人与要求
// en: Picture: events, speakers and demands
MATCH p = (:Official|Agency|Event)-[:GAVE]->(:Directive)-[:AT]->(:Event) RETURN p LIMIT 60
