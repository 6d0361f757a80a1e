#include "extract/poppler_messages.h"

#include <fmt/format.h>

#include <utility>

#include "base/error.h"

namespace avstam::extract {

void PopplerMessages::Start(size_t limit) {
  *this = PopplerMessages();
  limit_ = limit;
}

void PopplerMessages::Add(bool is_error, std::string_view kind, std::string_view text) {
  ++total_;
  if (text.find("Out of memory") != std::string_view::npos) lost_ = true;
  if (is_error) Weigh(text);
  if (kept_.size() >= limit_) return;
  std::string message = fmt::format("{}: {}", kind, EscapeForTerminal(text.substr(0, 500)));
  if (seen_.insert(message).second) kept_.push_back(std::move(message));
}

std::vector<std::string> PopplerMessages::Take() const {
  std::vector<std::string> out = kept_;
  if (total_ > kept_.size()) out.push_back(fmt::format("and {} more", total_ - kept_.size()));
  return out;
}

void PopplerMessages::Weigh(std::string_view text) {
  // The words of Poppler 22.12 (Gfx.cc, Stream.cc, Lexer.cc, Parser.cc).
  for (std::string_view loss :
       {"flate stream", "LZW", "ASCII85", "ASCIIHex", "RunLength", "'Tj'", "'TJ'", "No font in show",
        "Unknown font tag", "show/space array", "Weird page contents", "End of file inside"})
    if (text.find(loss) != std::string_view::npos) lost_ = true;
  for (std::string_view odd :
       {"Unknown operator", "Too few", "Arg #", "Illegal character", "Dictionary key must", "Leftover args",
        "Unterminated string", "Illegal digit"})
    if (text.starts_with(odd)) ++content_errors_;
}

}  // namespace avstam::extract
