avstam_fuzz(rule_file_fuzz rule_file_fuzz.cc avstam_rules SEEDS "rules/sv/*.toml")
