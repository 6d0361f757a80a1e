#include "app/ingest_log.h"

#include <fmt/format.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "app/clock.h"
#include "base/error.h"

namespace avstam::app {

IngestLog::IngestLog(const std::string& file) : file_(nullptr, std::fclose) {
  if (file.empty()) return;
  file_.reset(std::fopen(file.c_str(), "ae"));
  if (file_ == nullptr)
    throw Error(ErrorCode::kUsage, fmt::format("the log {} cannot be written: {}", EscapeForTerminal(file),
                                               std::strerror(errno)));
}

bool IngestLog::Document(const LoggedDocument& document) {
  if (file_ == nullptr) return true;
  nlohmann::ordered_json line = {
      {"time", TimeStamp()},
      {"event", "document"},
      {"file", document.file},
      {"sha256",
       document.sha256.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(document.sha256)},
      {"result", document.result}};
  if (!document.code.empty()) {
    line["code"] = document.code;
    line["message"] = document.message;
  }
  line["seconds"] = std::round(document.seconds * 1000) / 1000;
  const std::string text = line.dump() + "\n";
  if (std::fwrite(text.data(), 1, text.size(), file_.get()) == text.size() && std::fflush(file_.get()) == 0)
    return true;
  file_.reset();
  return false;
}

}  // namespace avstam::app
