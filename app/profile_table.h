// What --profile tells: where the time went, in this process and in those that it started.
//
//   BeginProfile(options.workers.profile);
//   ... read, check, store; the workers have ended ...
//   SayProfile();
#ifndef AVSTAM_APP_PROFILE_TABLE_H_
#define AVSTAM_APP_PROFILE_TABLE_H_

#include <cstdint>
#include <string>

#include "base/profile.h"

namespace avstam::app {

void BeginProfile(bool wanted);
// The table on stderr; nothing when it was not begun.  Call it when the workers have ended: what they used
// and no stage has is counted as "other" only then.
void SayProfile();

// A line for each stage that took time: ms of the processor, their share, ms of the clock; then all of it.
// `all`: of this process and those that it started; elapsed.  Stages of several workers pass at once, so that
// by the clock they may add up to more than was elapsed.
std::string ProfileTable(StageTimes times, const StageTime& all);

}  // namespace avstam::app

#endif  // AVSTAM_APP_PROFILE_TABLE_H_
