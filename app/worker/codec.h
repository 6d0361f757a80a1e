// What a worker tells, as bytes, and back.  The bytes come from a process that has read an untrusted file, so
// nothing about them is taken for granted: lengths, numbers, text and references are all looked at before
// anything is believed.
//
//   std::string bytes = Encode({&document, &reading, "tesseract 5.3.0"});
//   Report report = Decode(bytes);   // throws BadReport: says what is wrong with them
//
// The bytes are of this program for this program: both ends are one build, and nothing keeps them.
#ifndef AVSTAM_APP_WORKER_CODEC_H_
#define AVSTAM_APP_WORKER_CODEC_H_

#include <stdexcept>
#include <string>
#include <string_view>

#include "app/pipeline.h"
#include "base/profile.h"

namespace avstam::app::worker {

// A worker's answer about one document.
struct Report {
  Outcome outcome;          // lines and grids of the document stay behind: the archive does not keep them
  std::string ocr_version;  // Pipeline::ocr_version
  StageTimes times;         // since the report before; none without --profile
};

class BadReport : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Limits that no document of a person comes near (of 442 council papers the largest had 400 pages).
inline constexpr int kMaxPages = 10'000;
inline constexpr size_t kMaxWordsOnPage = 200'000;
inline constexpr size_t kMaxTextBytes = size_t{4} << 20;  // of one text
inline constexpr size_t kMaxReportBytes = size_t{512} << 20;

std::string Encode(const Report& report);
Report Decode(std::string_view bytes);

}  // namespace avstam::app::worker

#endif  // AVSTAM_APP_WORKER_CODEC_H_
