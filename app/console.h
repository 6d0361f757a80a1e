// Everything that avstam prints goes through here: results to stdout, messages to stderr, one line each.
#ifndef AVSTAM_APP_CONSOLE_H_
#define AVSTAM_APP_CONSOLE_H_

#include <string>
#include <string_view>

namespace avstam::app {

// Exit codes of CONTRACT's list.
enum ExitCode {
  kExitOk = 0,
  kExitMismatch = 1,
  kExitUsage = 2,
  kExitIncomplete = 3,
  kExitArchive = 4,
  kExitSandbox = 5,
  kExitInterrupted = 130,
};

// Adds a result to stdout.
void Print(std::string_view text);
// False: the results could not be written (full disk, closed pipe); says so on stderr.
bool FlushOutput();

// One message line on stderr.  The caller escapes what comes from outside (EscapeForTerminal).
void Say(std::string_view line);
// "file: reason (code)", escaped.
void SayAbout(std::string_view file, std::string_view reason, std::string_view code);

// A line that is written over by the next; nothing unless stderr is a terminal.
class Progress {
 public:
  explicit Progress(size_t total);
  ~Progress() { Clear(); }
  void Show(size_t done, std::string_view file);
  void Clear();

 private:
  size_t total_;
  bool terminal_, shown_ = false;
};

}  // namespace avstam::app

#endif  // AVSTAM_APP_CONSOLE_H_
