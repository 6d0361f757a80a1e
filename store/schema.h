// Is this file an archive of ours, and if it is new, make it one.
#ifndef AVSTAM_STORE_SCHEMA_H_
#define AVSTAM_STORE_SCHEMA_H_

#include <cstdint>

#include "store/sqlite.h"

namespace avstam::store {

inline constexpr int64_t kApplicationId = 0x61767374;  // "avst"
inline constexpr int64_t kSchemaVersion = 1;

// Throws Error kArchive unless the file is an archive with exactly the tables of schema.sql, this version's.
// Further tables and indices are a person's own affair; triggers and views are refused, as they could change
// what we read. Changes nothing.  False: the file is empty, to be filled by MakeSchema.
bool VerifySchema(Database* database);
// In one transaction; another process may have been faster.
void MakeSchema(Database* database);

// schema.sql, word for word.
extern const char* const kSchemaSql;

}  // namespace avstam::store

#endif  // AVSTAM_STORE_SCHEMA_H_
