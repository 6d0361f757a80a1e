avstam_fuzz(normalize_fuzz normalize_fuzz.cc avstam_rules SEEDS "rules/sv/*.toml" "rules/vocabulary/*.csv")
