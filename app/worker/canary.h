// A paper that a worker reads before any other: a sandbox that hides fonts or character maps makes Poppler
// give pages without words, and no error.
#ifndef AVSTAM_APP_WORKER_CANARY_H_
#define AVSTAM_APP_WORKER_CANARY_H_

#include <string>

#include "app/pipeline.h"

namespace avstam::app::worker {

// A PDF of one page with a font that is not embedded, one with a character map and a predefined CMap.
std::string CanaryPdf();

// What is wrong with the reading of CanaryPdf(); empty: nothing.
std::string JudgeCanary(const Outcome& outcome);

}  // namespace avstam::app::worker

#endif  // AVSTAM_APP_WORKER_CANARY_H_
