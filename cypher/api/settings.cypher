// Of a Neo4j only; `envgov doctor` looks at them.
SHOW SETTINGS YIELD name, value
WHERE name IN ['dbms.security.allow_csv_import_from_file_urls', 'internal.dbms.cypher_ip_blocklist', 'db.transaction.timeout', 'db.memory.transaction.max']
RETURN name, value
