// Poppler's complaints about one page: kept once each, counted, and weighed.
//
//   messages.Start(50);
//   messages.Add(true, "syntax error", "Unknown operator 'QC2'");
//   messages.Take();          // {"syntax error: Unknown operator 'QC2'"}
//   messages.ContentLost();   // false: one odd operator is a producer's sloppiness
#ifndef AVSTAM_EXTRACT_POPPLER_MESSAGES_H_
#define AVSTAM_EXTRACT_POPPLER_MESSAGES_H_

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace avstam::extract {

class PopplerMessages {
 public:
  // Forgets everything; keeps at most `limit` different texts from now on.
  void Start(size_t limit);
  // `is_error`: what Poppler calls an error, not a warning.  The text is escaped for terminals and cut at 500
  // bytes.
  void Add(bool is_error, std::string_view kind, std::string_view text);

  size_t total() const { return total_; }
  // Part of the content cannot have been read: a stream that breaks off, text that cannot be shown, memory
  // that ran out, or three syntax errors.  (Measured on PDFs that a text-mode transfer had mangled: most of
  // their pages keep some words, so "words were found" proves nothing.)
  bool ContentLost() const { return lost_ || content_errors_ >= 3; }
  // Each text once, then "and N more" for the rest, repeats counted.
  std::vector<std::string> Take() const;

 private:
  void Weigh(std::string_view text);

  size_t limit_ = 50, total_ = 0, content_errors_ = 0;
  bool lost_ = false;
  std::vector<std::string> kept_;
  std::set<std::string> seen_;
};

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_POPPLER_MESSAGES_H_
