#include "app/console.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/error.h"

namespace avstam::app {

void Print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

bool FlushOutput() {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return true;
  Say(fmt::format("avstam: the results cannot be written: {}; they are not complete", std::strerror(errno)));
  return false;
}

void Say(std::string_view line) {
  // One write, so that lines of several processes do not mix.
  std::string text(line);
  text += '\n';
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void SayAbout(std::string_view file, std::string_view reason, std::string_view code) {
  Say(fmt::format("{}: {} ({})", EscapeForTerminal(file), EscapeForTerminal(reason), code));
}

namespace {
// Without a terminal: a sign of life once per this many files.
constexpr size_t kFilesPerLine = 500;
constexpr size_t kNameBytes = 60;
}  // namespace

Progress::Progress(size_t total) : total_(total), terminal_(isatty(STDERR_FILENO) == 1) {}

void Progress::Show(size_t done, std::string_view file) {
  if (!terminal_) {
    if (done > 0 && done % kFilesPerLine == 0) Say(fmt::format("{} of {} files done", done, total_));
    return;
  }
  size_t slash = file.rfind('/');
  if (slash != std::string_view::npos) file.remove_prefix(slash + 1);
  // A cut inside a character shows as \xNN, which is harmless.
  std::string name = EscapeForTerminal(file.substr(0, kNameBytes));
  fmt::print(stderr, "\r\x1b[K{} of {}: {}", done + 1, total_, name);
  std::fflush(stderr);
  shown_ = true;
}

void Progress::Clear() {
  if (!shown_) return;
  fmt::print(stderr, "\r\x1b[K");
  std::fflush(stderr);
  shown_ = false;
}

}  // namespace avstam::app
