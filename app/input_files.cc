#include "app/input_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.h"

namespace avstam::app {
namespace {

namespace fs = std::filesystem;

std::optional<InputProblem> KindProblem(const fs::file_status& status) {
  switch (status.type()) {
    case fs::file_type::regular:
      return std::nullopt;
    case fs::file_type::symlink:
      return InputProblem{"symlink", "is a symbolic link, which is not followed; name the file it points to"};
    case fs::file_type::directory:
      return InputProblem{"not-a-file",
                          "is a folder with the name of a PDF; rename it, or name the files in it"};
    case fs::file_type::fifo:
      return InputProblem{"not-a-file", "is a pipe, not a file; remove it from the folder"};
    case fs::file_type::socket:
      return InputProblem{"not-a-file", "is a socket, not a file; remove it from the folder"};
    case fs::file_type::block:
    case fs::file_type::character:
      return InputProblem{"not-a-file", "is a device, not a file; remove it from the folder"};
    case fs::file_type::not_found:
      return InputProblem{"not-found", "does not exist; see how the name is spelled"};
    default:
      return InputProblem{"unreadable", "is not something that can be read"};
  }
}

std::string Unreadable(int error) {
  std::string_view advice = error == EACCES || error == EPERM ? "ask for permission to read it"
                                                              : "see to the disk or the network folder";
  return fmt::format("cannot be read: {}; {}", std::strerror(error), advice);
}

class Finder {
 public:
  void AddArgument(const std::string& path) {
    if (path.empty()) return Add(path, InputProblem{"not-found", "is an empty name; name a file or folder"});
    std::error_code error;
    fs::file_status status = fs::symlink_status(path, error);
    if (error && status.type() != fs::file_type::not_found)
      return Add(path, InputProblem{"unreadable", Unreadable(error.value())});
    if (status.type() == fs::file_type::directory) {
      AddFolder(path, /*named=*/true);
      return;
    }
    // What is named may be named through a link; what is only met in a folder may not lead out of it.
    if (status.type() == fs::file_type::symlink && fs::is_directory(path, error)) {
      AddFolder(path, /*named=*/true);
      return;
    }
    std::string target = NamedFile(path);
    Add(path, KindProblem(fs::symlink_status(target, error)), target);
  }

  std::vector<InputFile> Take() { return std::move(files_); }

 private:
  // `target`: what to open, when that is not `path` itself.
  void Add(const std::string& path, std::optional<InputProblem> problem, const std::string& target = "") {
    std::string normal = path.empty() ? path : fs::path(path).lexically_normal().string();
    bool linked = !target.empty() && target != path;
    if (seen_.insert(normal).second)
      files_.push_back({linked ? target : normal, ToUtf8(normal), std::move(problem)});
  }

  // Number of PDFs seen.  `named`: stands on the command line, so that having no PDF is worth a word.
  size_t AddFolder(const std::string& folder, bool named) {
    std::error_code error;
    std::vector<std::string> names;
    fs::directory_iterator end;
    for (fs::directory_iterator at(folder, error); !error && at != end; at.increment(error))
      names.push_back(at->path().filename().string());
    if (error) {
      Add(folder, InputProblem{"unreadable", "the folder " + Unreadable(error.value())});
      return 1;
    }
    std::sort(names.begin(), names.end());
    size_t count = 0;
    for (const std::string& name : names) {
      std::string path = (fs::path(folder) / name).string();
      fs::file_status status = fs::symlink_status(path, error);
      if (IsPdfName(name)) {
        Add(path, KindProblem(status));
        ++count;
      } else if (status.type() == fs::file_type::directory) {
        count += AddFolder(path, /*named=*/false);
      } else if (status.type() == fs::file_type::symlink && fs::is_directory(path, error)) {
        Add(path, InputProblem{"symlink",
                               "is a symbolic link to a folder, which is not followed; name the folder"});
        ++count;
      }
    }
    if (named && count == 0) Add(folder, InputProblem{"no-pdf", "the folder holds no PDF; name another"});
    return count;
  }

  std::vector<InputFile> files_;
  std::set<std::string> seen_;
};

// A file descriptor that is closed.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

bool SameState(const struct stat& a, const struct stat& b) {
  return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
         a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

}  // namespace

bool IsPdfName(const std::string& name) {
  if (name.size() < 4) return false;
  std::string end = name.substr(name.size() - 4);
  for (char& c : end)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return end == ".pdf";
}

std::vector<InputFile> FindInputFiles(const std::vector<std::string>& paths) {
  Finder finder;
  for (const std::string& path : paths) finder.AddArgument(path);
  return finder.Take();
}

std::string NamedFile(const std::string& path) {
  std::error_code error;
  if (fs::symlink_status(path, error).type() != fs::file_type::symlink) return path;
  fs::path target = fs::canonical(path, error);
  return error ? path : target.string();
}

InputBytes ReadInput(const std::string& path) {
  Descriptor file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0) {
    if (errno == ELOOP) return {{}, KindProblem(fs::file_status(fs::file_type::symlink))};
    if (errno == ENOENT) return {{}, KindProblem(fs::file_status(fs::file_type::not_found))};
    return {{}, InputProblem{"unreadable", Unreadable(errno)}};
  }
  struct stat before {};
  if (fstat(file.get(), &before) != 0) return {{}, InputProblem{"unreadable", Unreadable(errno)}};
  if (!S_ISREG(before.st_mode)) return {{}, InputProblem{"not-a-file", "is not a regular file; name a PDF"}};
  if (static_cast<size_t>(before.st_size) > kMaxFileBytes)
    return {{},
            InputProblem{"too-large",
                         fmt::format("is {} bytes, more than {}; split it", before.st_size, kMaxFileBytes)}};
  std::string bytes(static_cast<size_t>(before.st_size), '\0');
  size_t have = 0;
  while (have < bytes.size()) {
    ssize_t got = read(file.get(), bytes.data() + have, bytes.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return {{}, InputProblem{"unreadable", Unreadable(errno)}};
    if (got == 0) break;
    have += static_cast<size_t>(got);
  }
  struct stat after {};
  if (fstat(file.get(), &after) != 0 || have != bytes.size() || !SameState(before, after))
    return {
        {},
        InputProblem{"changing", "was changed while it was read; wait until it is written, then try again"}};
  return {std::move(bytes), std::nullopt};
}

std::string ToUtf8(const std::string& bytes) {
  try {
    // Refuses what is not UTF-8.
    (void)nlohmann::json(bytes).dump();
    return bytes;
  } catch (const nlohmann::json::type_error&) {
    return EscapeForTerminal(bytes);
  }
}

namespace {

// What EscapeForTerminal wrote for bytes that are no text; other escapes stay as they are.
std::string WithoutEscapes(const std::string& name) {
  std::string out;
  for (size_t i = 0; i < name.size();) {
    unsigned value = 0;
    const char* at = name.data() + i;
    const bool byte = i + 4 <= name.size() && at[0] == '\\' && at[1] == 'x' &&
                      std::from_chars(at + 2, at + 4, value, 16).ptr == at + 4;
    const size_t letter =
        i + 2 <= name.size() && at[0] == '\\' ? std::string_view("ntr").find(at[1]) : std::string_view::npos;
    if (byte) {
      out += static_cast<char>(value);
      i += 4;
    } else if (letter != std::string_view::npos) {
      out += "\n\t\r"[letter];
      i += 2;
    } else {
      out += *at;
      ++i;
    }
  }
  return out;
}

}  // namespace

std::string PathOfName(const std::string& name) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(name, error))) return name;
  std::string path = WithoutEscapes(name);
  // Control characters of two bytes are written in one: then this is not the name.
  return ToUtf8(path) == name && fs::exists(fs::symlink_status(path, error)) ? path : name;
}

}  // namespace avstam::app
