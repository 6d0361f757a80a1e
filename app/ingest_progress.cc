#include "app/ingest_progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "app/console.h"
#include "base/error.h"

namespace avstam::app {
namespace {

constexpr std::chrono::milliseconds kRedraw{200};
constexpr std::chrono::seconds kLineEvery{30};
constexpr size_t kUsualWidth = 80;
constexpr double kSlowSeconds = 3;  // shorter is nothing to tell
constexpr size_t kNameBytes = 40;

std::string Duration(double seconds) {
  const auto all = static_cast<int64_t>(seconds);
  return fmt::format("{}:{:02}:{:02}", all / 3600, all / 60 % 60, all % 60);
}

size_t TerminalWidth() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kUsualWidth;
}

}  // namespace

std::string ProgressLine(const IngestState& state, double seconds) {
  std::string out = fmt::format("{} of {} files", state.done, state.total);
  if (state.failed > 0) out += fmt::format(", {} failed", state.failed);
  if (state.present > 0) out += fmt::format(", {} present", state.present);
  if (state.pages > 0 && seconds > 0) {
    out += fmt::format("; {} pages, {:.1f}/s", state.pages, static_cast<double>(state.pages) / seconds);
    if (state.ocr_pages > 0) out += fmt::format(", {} % OCR", state.ocr_pages * 100 / state.pages);
  }
  // What was there already took no time and says nothing of the rest.
  const size_t worked = state.done - std::min(state.done, state.present);
  if (worked > 0 && state.done < state.total)
    out += fmt::format("; {} left", Duration(seconds / static_cast<double>(worked) *
                                             static_cast<double>(state.total - state.done)));
  if (!state.slow_name.empty() && state.slow_seconds >= kSlowSeconds) {
    std::string_view name = state.slow_name;
    if (const size_t slash = name.rfind('/'); slash != std::string_view::npos) name.remove_prefix(slash + 1);
    out += fmt::format("; {}", EscapeForTerminal(name.substr(0, kNameBytes)));
    if (state.slow_page > 0) out += fmt::format(" page {} of {}", state.slow_page, state.slow_pages);
    out += fmt::format(", {:.0f} s", state.slow_seconds);
  }
  return out;
}

IngestProgress::IngestProgress()
    : terminal_(isatty(STDERR_FILENO) == 1), started_(Clock::now()), last_(started_) {}

void IngestProgress::Show(const IngestState& state) {
  const Clock::time_point now = Clock::now();
  if (now - last_ < (terminal_ ? std::chrono::duration_cast<std::chrono::milliseconds>(kRedraw)
                               : std::chrono::duration_cast<std::chrono::milliseconds>(kLineEvery)))
    return;
  last_ = now;
  const std::string line = ProgressLine(state, std::chrono::duration<double>(now - started_).count());
  if (!terminal_) return Say(line);
  fmt::print(stderr, "\r\x1b[K{}", line.substr(0, TerminalWidth() - 1));
  std::fflush(stderr);
  shown_ = true;
}

void IngestProgress::Clear() {
  if (!shown_) return;
  fmt::print(stderr, "\r\x1b[K");
  std::fflush(stderr);
  shown_ = false;
}

}  // namespace avstam::app
