// Is this file an archive of ours?  If it is new, make it one; if it is an older version, bring it up to
// date.
#ifndef AVSTAM_STORE_SCHEMA_H_
#define AVSTAM_STORE_SCHEMA_H_

#include <cstdint>

#include "store/sqlite.h"

namespace avstam::store {

inline constexpr int64_t kApplicationId = 0x61767374;  // "avst"
inline constexpr int64_t kSchemaVersion = 4;

// The version of the archive's schema; 0: the file is empty, to be filled by MakeSchema.  Throws Error
// kArchive unless the file is an archive of this version, with exactly the tables of schema.sql, or of an
// older one that MigrateSchema takes.  Further tables and indices are a person's own affair; triggers, and
// views that are not those of schema.sql, are refused, as they could change what we read.  Changes nothing.
int64_t VerifySchema(Database* database);
// In one transaction; another process may have been faster.
void MakeSchema(Database* database);
// From an older version to this one, in one transaction: all or nothing.  Indices of a person's own are kept.
void MigrateSchema(Database* database);

// schema.sql, word for word.
extern const char* const kSchemaSql;

}  // namespace avstam::store

#endif  // AVSTAM_STORE_SCHEMA_H_
