// Do the parts of a document and its reading fit together?  What a worker says is believed only when all that
// it refers to is there.
#ifndef AVSTAM_APP_WORKER_TRUST_H_
#define AVSTAM_APP_WORKER_TRUST_H_

#include "app/pipeline.h"
#include "base/profile.h"

namespace avstam::app::worker {

// Each throws BadReport (codec.h) at the first thing that does not fit.
void RequireSound(const Failure& failure);
void RequireSound(const StageTimes& times);
void RequireSound(const extract::Document& document);
void RequireSound(const rules::Reading& reading, const extract::Document& document);

}  // namespace avstam::app::worker

#endif  // AVSTAM_APP_WORKER_TRUST_H_
