// Files that a command leaves behind: whole or not at all, with names that any file system takes.
//
//   PrepareFolder("alto", false);                          // Error kUsage: exit 2
//   std::string trouble = WriteWhole("alto", ExportName("inbox/brev å.pdf", sha256, ".alto.xml"), xml);
#ifndef AVSTAM_APP_OUTPUT_FILES_H_
#define AVSTAM_APP_OUTPUT_FILES_H_

#include <string>
#include <string_view>

namespace avstam::app {

// "brev_å-3f2a9c81d0e4.alto.xml": the last part of `name` without ".pdf", what is neither a letter of the
// Latin script nor a digit, '-', '_' or '.' as '_', at most 60 characters, and the start of the hash, so that
// two documents of one name are two files.
std::string ExportName(std::string_view name, std::string_view sha256, std::string_view suffix);

// Makes the folder when it is not there.  Throws Error kUsage when it is no folder, cannot be made, or holds
// something and not `force`.
void PrepareFolder(const std::string& folder, bool force);

// A file that is written piece by piece beside its name, and is there when Finish says so.
class WholeFile {
 public:
  WholeFile(const std::string& folder, const std::string& name);
  ~WholeFile();  // without Finish: nothing is left
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;
  void Write(std::string_view bytes);  // trouble is told by Finish
  std::string Finish();                // empty, or what went wrong

 private:
  void Flush();
  std::string path_, temporary_, held_, trouble_;
  int file_ = -1;
};

// Writes `bytes` beside and renames, over a file of that name if there is one.  Empty, or what went wrong;
// then nothing is left of it.
std::string WriteWhole(const std::string& folder, const std::string& name, std::string_view bytes);

// The same for a file that the user named.  Throws Error kUsage.
void WriteNamed(const std::string& path, std::string_view bytes);

}  // namespace avstam::app

#endif  // AVSTAM_APP_OUTPUT_FILES_H_
