// A database as text, read with the plain C interface, as any other program would.
#ifndef AVSTAM_TESTS_STORE_SQL_H_
#define AVSTAM_TESTS_STORE_SQL_H_

#include <filesystem>
#include <string>
#include <vector>

namespace avstam::store {

// Rows of a query, columns joined by '|', NULL as "NULL".  A failing query is one row "error: ...".
std::vector<std::string> Query(const std::string& path, const std::string& sql);
// Every row of every table, and the schema: two archives with the same text hold the same.
std::string DumpSql(const std::string& path);
// Runs statements; the SQLite message, empty when all went well.
std::string ExecuteSql(const std::string& path, const std::string& sql);

std::string ReadWholeFile(const std::string& path);

// A folder of its own that goes with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace avstam::store

#endif  // AVSTAM_TESTS_STORE_SQL_H_
