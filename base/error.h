// The two kinds of trouble.
//
//   Error       exception: the document, or the whole command, stops here.
//   Diagnostic  value: something is odd and the work went on; docs/diagnostics.md lists every `code`.
//
// A message names the place, the expectation, the finding and the remedy.  Only app/ prints.
#ifndef AVSTAM_BASE_ERROR_H_
#define AVSTAM_BASE_ERROR_H_

#include <stdexcept>
#include <string>
#include <string_view>

namespace avstam {

enum class ErrorCode {
  kUsage,       // exit 2: options or rule files are wrong
  kNotPdf,      // the bytes are something else; the message names what
  kEmpty,       // no bytes
  kDamaged,     // a PDF that cannot be opened
  kEncrypted,   // needs a password
  kNoPages,     // opens, but announces no page
  kTooLarge,    // over a limit
  kUnreadable,  // the file system says no
  kRuleFile,    // exit 2: a rule file is wrong
  kArchive,     // exit 4: the SQLite archive cannot be read or written
  kOverflow,    // a sum leaves int64
  kSandbox,     // exit 5: a worker cannot be shut in on this machine
  kOcr,         // the OCR engine or its language data is missing, or it fails
};

// "not-pdf", "damaged", ...: stable names, used in messages and the archive.
std::string_view ErrorCodeName(ErrorCode code);

class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  ErrorCode code() const { return code_; }

 private:
  ErrorCode code_;
};

struct Diagnostic {
  std::string code;     // "poppler-error", "page-not-loaded", ...
  int page = 0;         // 0: the whole document
  std::string message;  // one line, English
  bool operator==(const Diagnostic&) const = default;
};

// `text` fit for a terminal or log line: C0/C1 controls, ESC and bidirectional controls as \xNN or \u{NNNN},
// invalid UTF-8 bytes as \xNN.  (A file name with a newline in it shall not look like a line of the log.)
std::string EscapeForTerminal(std::string_view text);

}  // namespace avstam

#endif  // AVSTAM_BASE_ERROR_H_
