#include "app/output_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "app/input_files.h"
#include "base/error.h"

namespace avstam::app {
namespace {

namespace fs = std::filesystem;

constexpr size_t kNameCharacters = 60, kHashCharacters = 12;
constexpr size_t kHeldBytes = 1 << 20;

// The next character of valid UTF-8.
std::string_view Next(std::string_view text) {
  size_t size = 1;
  while (size < text.size() && (text[size] & 0xC0) == 0x80) ++size;
  return text.substr(0, size);
}

// Letters and digits of ASCII, the signs of file names, Latin letters up to U+024F but × and ÷, and the
// accents that stand behind their letter.
bool IsSafe(std::string_view character) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(character[i]); };
  if (character.size() == 1) {
    const char c = character[0];
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '_' || c == '.';
  }
  if (character.size() != 2) return false;
  const int code = (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
  return (code >= 0xC0 && code <= 0x24F && code != 0xD7 && code != 0xF7) || (code >= 0x300 && code <= 0x36F);
}

bool EndsWithPdf(std::string_view name) {
  if (name.size() <= 4) return false;
  std::string end(name.substr(name.size() - 4));
  std::transform(end.begin(), end.end(), end.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return end == ".pdf";
}

[[noreturn]] void Refuse(const std::string& folder, const std::string& why) {
  throw Error(ErrorCode::kUsage, fmt::format("{}: {}", EscapeForTerminal(ToUtf8(folder)), why));
}

std::string SystemMessage() { return std::strerror(errno); }

// All bytes; false: errno tells.
bool WriteAll(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

}  // namespace

std::string ExportName(std::string_view name, std::string_view sha256, std::string_view suffix) {
  if (const size_t slash = name.rfind('/'); slash != std::string_view::npos) name.remove_prefix(slash + 1);
  if (EndsWithPdf(name)) name.remove_suffix(4);
  std::string out;
  for (size_t count = 0; !name.empty() && count < kNameCharacters; ++count) {
    const std::string_view character = Next(name);
    // A name that starts with a point is hidden, one with '-' looks like an option.
    const bool first = out.empty() && (character == "." || character == "-");
    out += IsSafe(character) && !first ? character : std::string_view("_");
    name.remove_prefix(character.size());
  }
  if (!out.empty()) out += '-';
  out += sha256.substr(0, kHashCharacters);
  out += suffix;
  return out;
}

void PrepareFolder(const std::string& folder, bool force) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (fs::exists(status) && !fs::is_directory(status)) Refuse(folder, "is not a folder; name another");
  if (!fs::exists(status)) {
    fs::create_directories(folder, error);
    if (error) Refuse(folder, fmt::format("the folder cannot be made: {}; name another", error.message()));
    return;
  }
  const bool empty = fs::is_empty(folder, error);
  if (error) Refuse(folder, fmt::format("the folder cannot be read: {}; name another", error.message()));
  if (!empty && !force) Refuse(folder, "is not empty; name a new folder, or write into it with --force");
}

WholeFile::WholeFile(const std::string& folder, const std::string& name)
    : path_((fs::path(folder) / name).string()), temporary_(path_ + ".XXXXXX") {
  file_ = mkostemp(temporary_.data(), O_CLOEXEC);
  if (file_ < 0) trouble_ = SystemMessage();
}

WholeFile::~WholeFile() {
  if (file_ < 0) return;
  close(file_);
  unlink(temporary_.c_str());
}

void WholeFile::Flush() {
  if (trouble_.empty() && !WriteAll(file_, held_)) trouble_ = SystemMessage();
  held_.clear();
}

void WholeFile::Write(std::string_view bytes) {
  held_ += bytes;
  if (held_.size() >= kHeldBytes) Flush();
}

std::string WholeFile::Finish() {
  Flush();
  if (file_ < 0) return trouble_;
  if (trouble_.empty() && fsync(file_) != 0) trouble_ = SystemMessage();
  // mkostemp gives it to its owner alone; a result is for whom the folder is for.
  const mode_t mask = umask(0);
  umask(mask);
  if (trouble_.empty() && fchmod(file_, 0666 & ~mask) != 0) trouble_ = SystemMessage();
  if (close(file_) != 0 && trouble_.empty()) trouble_ = SystemMessage();
  file_ = -1;
  if (trouble_.empty() && std::rename(temporary_.c_str(), path_.c_str()) != 0) trouble_ = SystemMessage();
  if (!trouble_.empty()) unlink(temporary_.c_str());
  return trouble_;
}

std::string WriteWhole(const std::string& folder, const std::string& name, std::string_view bytes) {
  WholeFile file(folder, name);
  file.Write(bytes);
  return file.Finish();
}

void WriteNamed(const std::string& path, std::string_view bytes) {
  const fs::path target(path);
  const std::string folder = target.parent_path().empty() ? "." : target.parent_path().string();
  const std::string trouble = WriteWhole(folder, target.filename().string(), bytes);
  if (!trouble.empty())
    throw Error(ErrorCode::kUsage, EscapeForTerminal(ToUtf8(path)) + ": cannot be written: " + trouble);
}

}  // namespace avstam::app
