// What became of each file, as JSON lines for programs: `ingest --log FILE`.
//
//   {"time": "2026-01-31T12:00:00Z", "event": "document", "file": "in/a.pdf", "sha256": "...",
//    "result": "read", "seconds": 0.31}
//
// result: "read", "incomplete" (read, but not all pages), "present", "failed" (with "code" and "message").
#ifndef AVSTAM_APP_INGEST_LOG_H_
#define AVSTAM_APP_INGEST_LOG_H_

#include <cstdio>
#include <memory>
#include <string>

namespace avstam::app {

struct LoggedDocument {
  std::string file, sha256, result;
  std::string code, message;  // of a failure
  double seconds = 0;         // of the clock, by the worker; 0: none was needed
};

class IngestLog {
 public:
  // Adds to the file.  Empty: nothing is written.  Throws Error kUsage when it cannot be opened.
  explicit IngestLog(const std::string& file);
  // False: it could not be written, and nothing more will be.
  bool Document(const LoggedDocument& document);

 private:
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

}  // namespace avstam::app

#endif  // AVSTAM_APP_INGEST_LOG_H_
