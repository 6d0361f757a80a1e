// From the PATHs of a command line to the bytes of PDF files; nothing is skipped without a word.
//
//   for (const InputFile& f : FindInputFiles({"inbox", "brev.pdf"}))
//     if (!f.problem) { InputBytes b = ReadInput(f.path); ... }
#ifndef AVSTAM_APP_INPUT_FILES_H_
#define AVSTAM_APP_INPUT_FILES_H_

#include <optional>
#include <string>
#include <vector>

namespace avstam::app {

inline constexpr size_t kMaxFileBytes = size_t{512} << 20;

// Why there are no bytes.  Codes: docs/diagnostics.md.
struct InputProblem {
  std::string code;
  std::string message;  // reason and what to do
  bool operator==(const InputProblem&) const = default;
};

// Does the name end in .pdf, in letters of any size?
bool IsPdfName(const std::string& name);

struct InputFile {
  std::string path;  // bytes, for the file system
  std::string name;  // the same as valid UTF-8, for messages, JSON and the archive
  std::optional<InputProblem> problem;
};

// Files named on the command line as they are; of folders every *.pdf (any case) below, in byte order of the
// names. Symbolic links in folders, pipes, devices, sockets, folders named .pdf, folders that cannot be
// listed or hold no PDF are in the list with their problem.  A file named twice is there once.
std::vector<InputFile> FindInputFiles(const std::vector<std::string>& paths);

// What a name on the command line leads to: a link to a file is followed, as the user named it; a link that
// leads nowhere or round in a ring is given back as it is, for ReadInput to refuse.
std::string NamedFile(const std::string& path);

struct InputBytes {
  std::string bytes;
  std::optional<InputProblem> problem;
};
// Opens without following a link or waiting for a pipe; a file that changes while it is read is a problem.
InputBytes ReadInput(const std::string& path);

// The path whose name this is, as ToUtf8 writes it: for names that an archive holds.  The name itself when no
// such file is there.
std::string PathOfName(const std::string& name);

// `bytes` if they are valid UTF-8, otherwise with \xNN for what is not.
std::string ToUtf8(const std::string& bytes);

}  // namespace avstam::app

#endif  // AVSTAM_APP_INPUT_FILES_H_
